import Contracts
import Kafka

extension Envelope {
    /// A record whose attributes cannot be read, as a message that can be kept. It belongs to no district, so it lies under
    /// `unknown`; its own headers are gone.
    ///
    /// - Throws: what hashing throws.
    init(unreadable record: ConsumedRecord, namespace: String) throws {
        let place = RecordPlace(record).description
        let id = EventID(try DerivedID.make("unreadable", place))
        self.init(
            id: id, type: Self.unreadable, schemaVersion: 1, source: place, subject: place,
            time: Instant(milliseconds: min(max(record.timestamp, 0), Self.latest)), district: DistrictID("unknown"),
            topic: Topic.allCases.first { $0.name(in: namespace) == record.topic } ?? .parked, sequence: "0",
            correlationID: id.rawValue, causationID: id.rawValue, traceparent: nil, data: record.value)
    }

    /// Whether no handler can ever have it.
    var isUnreadable: Bool { type == Self.unreadable }

    /// Stands as the type, which is never that of an event.
    static let unreadable = "unreadable"

    /// A sender's clock is not to be trusted: 2100-01-01, in milliseconds.
    private static let latest: Int64 = 4_102_444_800_000
}
