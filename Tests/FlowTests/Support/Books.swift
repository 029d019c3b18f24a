import Contracts
import Testing

/// What must hold of all five services' tables whatever was killed meanwhile.
struct Books: Sendable {
    let pipeline: Pipeline

    /// Once nothing is under way any more: nothing is lost, nothing is doubled, and every deadline is as if nothing had
    /// happened.
    ///
    /// - Parameter acknowledged: the numbers of all cases that a citizen was told.
    func check(_ acknowledged: [String], within limit: Duration = .seconds(60)) async throws {
        try await pipeline.rest(within: limit)
        let cases = try await pipeline.texts(.intake, "SELECT case_number FROM cases")
        #expect(Set(acknowledged).isSubset(of: cases))
        #expect(Set(acknowledged).count == acknowledged.count)
        for (service, query) in Self.doubles {
            #expect(try await pipeline.texts(service, query) == [], "\(service.rawValue): \(query)")
        }
        for service in ServiceName.allCases {
            for query in Self.doubledEvents { #expect(try await pipeline.texts(service, query) == []) }
        }
        for pair in Self.pairs {
            #expect(try await figure(pair.of) == figure(pair.also), "\(pair.name)")
        }
        try await checkDeadlines()
    }

    private static let doubledEvents = [
        "SELECT max(type || ' ' || subject) FROM journal GROUP BY event_id HAVING count(*) > 1",
        "SELECT type || ' ' || subject FROM journal GROUP BY district, type, subject, data HAVING count(*) > 1",
    ]

    private static let doubles: [(ServiceName, String)] = [
        (.intake, "SELECT min(case_number) FROM cases GROUP BY case_number HAVING count(*) > 1"),
        (.dispatch, "SELECT case_id::text FROM work_orders GROUP BY case_id, round, unit HAVING count(*) > 1"),
        (
            .dispatch,
            """
            SELECT type || ' ' || subject FROM journal
            WHERE type ~ 'WorkOrder(Signed|Answered|Closed)$' GROUP BY type, subject HAVING count(*) > 1
            """
        ),
        (
            .deadlineWatcher,
            """
            SELECT clock || ' of ' || case_id FROM deadlines WHERE status <> 'void'
            GROUP BY case_id, clock, work_order HAVING count(*) > 1
            """
        ),
        (.callbackSurvey, "SELECT min(work_order::text) FROM callbacks GROUP BY work_order, round HAVING count(*) > 1"),
        (
            .notifier,
            """
            SELECT event_type || ' to ' || recipient FROM deliveries GROUP BY event_id, event_type, case_id, recipient, way
            HAVING count(*) > 1
            """
        ),
        (.notifier, "SELECT event_type FROM deliveries WHERE state <> 'delivered'"),
    ]

    private static let pairs: [(name: String, of: (ServiceName, String), also: (ServiceName, String))] = [
        (
            "one registration for each case", (.intake, "cases"),
            (.intake, "journal WHERE type LIKE '%.AppealRegistered'")
        ),
        ("each case known to dispatch", (.intake, "cases"), (.dispatch, "cases")),
        (
            "one order said for each", (.dispatch, "work_orders"),
            (.dispatch, "journal WHERE type LIKE '%.WorkOrderDispatched'")
        ),
        (
            "each answer asked about", (.dispatch, "journal WHERE type LIKE '%.WorkOrderAnswered'"),
            (.callbackSurvey, "callbacks WHERE supervision IS NULL")
        ),
        (
            "each deadline known to the ledger", (.deadlineWatcher, "deadlines"), (.callbackSurvey, "deadlines")
        ),
        (
            "one outcome for each delivery", (.notifier, "deliveries"),
            (.notifier, "journal WHERE type LIKE '%.NotificationDelivered'")
        ),
    ]

    private func figure(_ place: (ServiceName, String)) async throws -> Int {
        try await pipeline.count(place.0, place.1)
    }

    /// Against a watcher that hears the same facts one after the other and is never disturbed.
    private func checkDeadlines() async throws {
        let undisturbed = try await UndisturbedWatcher(hearing: pipeline)
        for (query, expected) in [
            (UndisturbedWatcher.rows, undisturbed.rows), (UndisturbedWatcher.events, undisturbed.events),
        ] {
            let found = try await pipeline.texts(.deadlineWatcher, query)
            #expect(found.count == expected.count)
            #expect(Set(found).subtracting(expected) == [], "what only the disturbed one has")
            #expect(Set(expected).subtracting(found) == [], "what only the undisturbed one has")
        }
    }
}
