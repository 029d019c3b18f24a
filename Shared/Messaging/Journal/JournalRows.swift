import Contracts

/// Columns of the journal, one array each, as `unnest` takes them.
struct JournalRows {
    private(set) var days: [CivilDay] = []
    private(set) var ids: [String] = []
    private(set) var topics: [String] = []
    private(set) var subjects: [String] = []
    private(set) var types: [String] = []
    private(set) var versions: [Int] = []
    private(set) var times: [Instant] = []
    private(set) var correlations: [String] = []
    private(set) var causes: [String] = []
    private(set) var traceparents: [String?] = []
    private(set) var data: [String] = []

    var count: Int { ids.count }

    mutating func append(event: some Event, id: String, time: Instant, cause: Cause, data text: String) {
        let type = Swift.type(of: event)
        days.append(CivilDay(ofUTC: time))
        ids.append(id)
        topics.append(type.topic.rawValue)
        subjects.append(event.subject)
        types.append(type.type)
        versions.append(type.schemaVersion)
        times.append(time)
        correlations.append(cause.correlationID)
        causes.append(cause.id)
        traceparents.append(cause.traceparent)
        data.append(text)
    }
}
