import Contracts
import DeadlineWatcherService
import Messaging
import TestSupport
import Testing

@Suite("A clock that recurs, from facts to rows and events")
struct RecurrenceFlowTests {
    private static let id = CaseID("00000000-0000-4000-8000-000000000032")
    private static let end = "2016-07-01T10:00"

    /// How a replay may bring it.
    enum Order: String, CaseIterable { case asItHappened, backwards, topicByTopic }

    /// Passed on three times, found unsolved twice, the second letter too late.
    private static func said() throws -> [Envelope] {
        let (unit, number) = (UnitID("baijiao-town"), CaseNumber("DM-1"))
        func order(_ order: String, _ basis: DispatchBasis) -> WorkOrderDispatched {
            WorkOrderDispatched(
                case: id, workOrder: WorkOrderID(order), caseNumber: number, unit: unit, basis: basis, isLead: true,
                round: 1, category: .complaint, channel: .web, isForeignMatter: true, isComplex: false,
                isAnonymous: false, callbackMethod: .phone, registeredAt: at("2016-06-08T09:00"),
                packVersion: "doumen-2016.1")
        }
        func passedOn(_ order: String) -> WorkOrderTransferred {
            WorkOrderTransferred(case: id, workOrder: WorkOrderID(order), unit: unit)
        }
        func unsolved(_ callback: String) -> SupervisionRequested {
            SupervisionRequested(
                case: id, callback: CallbackID(callback), workOrder: WorkOrderID("order-4"), unit: unit, round: 1,
                reason: "notSolved")
        }
        func letter(_ number: Int) -> SupervisionLetterIssued {
            SupervisionLetterIssued(
                case: id, supervision: SupervisionID("00000000-0000-4000-8000-00000000009\(number)"),
                rule: RuleID("DM-37"), unit: unit, issuer: "supervisor")
        }
        let events: [(any Event, String)] = [
            (
                AppealRegistered(
                    case: id, caseNumber: number, category: .complaint, channel: .web, unit: unit,
                    isForeignMatter: true,
                    isComplex: false, isAnonymous: false, callbackMethod: .phone, packVersion: "doumen-2016.1"),
                "2016-06-08T09:00"
            ),
            (order("order-1", .direct), "2016-06-08T09:00"), (passedOn("order-1"), "2016-06-08T10:00"),
            (order("order-2", .transfer), "2016-06-08T11:00"), (passedOn("order-2"), "2016-06-13T10:00"),
            // A working day too late.
            (order("order-3", .transfer), "2016-06-15T11:00"), (passedOn("order-3"), "2016-06-16T10:00"),
            (order("order-4", .transfer), "2016-06-17T10:00"), (unsolved("callback-1"), "2016-06-20T10:00"),
            (letter(1), "2016-06-21T10:00"), (unsolved("callback-2"), "2016-06-27T10:00"),
            (letter(2), "2016-06-29T10:00"),
        ]
        return try events.enumerated().map { index, said in
            try Tale.envelope(said.0, "00000000-0000-4000-8000-0000000001\(index + 10)", at(said.1), "doumen")
        }
    }

    private static func watcher(at time: Instant) async throws -> WatcherFixture {
        let watcher = try await WatcherFixture(at: time, environment: ["HOTLINE_OLD_AFTER": "60s"])
        try await watcher.adopt("doumen", at: at("2015-12-01T00:00"))
        return watcher
    }

    /// As it happened: each fact at its time, with what falls due in between.
    private static func live() async throws -> WatcherFixture {
        let said = try said()
        let watcher = try await watcher(at: said[0].time)
        for envelope in said {
            try await pass(watcher, to: envelope.time)
            try await watcher.hosting.inbox.handle([envelope])
        }
        try await pass(watcher, to: at(end))
        return watcher
    }

    private static func replayed(_ order: Order) async throws -> WatcherFixture {
        let watcher = try await watcher(at: at(end))
        var said = try said()
        switch order {
        case .asItHappened: break
        case .backwards: said.reverse()
        case .topicByTopic: said = Topic.allCases.flatMap { topic in said.filter { $0.topic == topic } }
        }
        for envelope in said { try await watcher.hosting.inbox.handle([envelope]) }
        try await pass(watcher, to: at("2016-07-01T10:01"))
        return watcher
    }

    private static func pass(_ watcher: WatcherFixture, to time: Instant) async throws {
        watcher.clock.advance(to: time)
        watcher.context.progress.confirm(at: time)
        try await watcher.runDueWork()
    }

    @Test("DM-32, DM-37: each run has its row, its miss and its end")
    func rows() async throws {
        let watcher = try await Self.live()
        #expect(try await watcher.rows(of: "handoff").map(\.status) == ["met", "missed", "met"])
        #expect(try await watcher.rows(of: "unsolved-letter").map(\.status) == ["met", "missed"])
        let missed = try await watcher.events(DeadlineMissed.self, of: "doumen").filter { $0.event.owes != "unit" }
        #expect(missed.map(\.event.clock.rawValue) == ["handoff", "unsolved-letter"])
        #expect(missed.map(\.time) == [at("2016-06-14T17:30"), at("2016-06-28T17:30")])
        let answer = try await watcher.send(.get, "/v1/districts/doumen/cases/\(Self.id)/deadlines")
        let runs = answer.objects("deadlines").filter { $0["clock"] as? String == "handoff" }
        #expect(runs.map { $0["recurrence"] as? Int } == [nil, 1, 2])
    }

    @Test(
        "DM-32, DM-37: a replay gives the same rows and the same events, ids included, as it happened and backwards",
        arguments: Order.allCases)
    func replay(order: Order) async throws {
        let (live, again) = (try await Self.live(), try await Self.replayed(order))
        for (name, query) in WatcherFixture.records {
            let (before, after) = (try await Self.texts(query, live), try await Self.texts(query, again))
            #expect(Set(before).subtracting(after) == [], "gone from \(name)")
            #expect(Set(after).subtracting(before) == [], "new in \(name)")
            #expect(before.count == after.count && !before.isEmpty, "\(name)")
        }
    }

    private static func texts(_ query: String, _ watcher: WatcherFixture) async throws -> [String] {
        try await watcher.asAdmin(query).map { try $0.decode(String.self) }
    }
}
