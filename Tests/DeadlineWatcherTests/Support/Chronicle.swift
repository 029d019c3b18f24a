import Contracts
import Foundation
import Messaging
import TestSupport

/// What was said to the watcher over some weeks: from the winter of 2020, whose holiday notice of 26 January moved what was
/// running.
struct Chronicle {
    private(set) var said: [Envelope] = []
    private let end = "2020-03-20T10:00"

    init() throws {
        try calendar("2020.1", "2019-11-21T10:00")
        try pack("changzhou-2020.1", "2019-12-01T10:00")
        try metBeforeTheNotice()
        try missedBeforeTheNotice()
        try movedAndMet()
        try calendar("2020.2", "2020-01-26T10:00")
        try pack("changzhou-2020.2", "2020-02-01T10:00", closing: 20)
        try begunUnderTheNotice()
        // Those of one instant stay in the order in which they were said.
        said = said.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    private mutating func metBeforeTheNotice() throws {
        let id = Self.id(1)
        try dispatch(id, "2020-01-16T10:00", .consultation, broadcast: "show-1")
        try add(BroadcastClosed(broadcast: BroadcastID("show-1")), "2020-01-16T11:00")
        try add(answered(id), "2020-01-17T10:00")
        try add(closed(id), "2020-01-17T11:00")
    }

    private mutating func missedBeforeTheNotice() throws {
        let id = Self.id(2)
        try dispatch(id, "2020-01-17T10:00", .consultation)
        try add(ClockPaused(case: id, workOrder: order(id), unit: unit, reason: "citizen"), "2020-03-02T10:00")
        try add(ClockResumed(case: id, workOrder: order(id), unit: unit), "2020-03-04T10:00")
    }

    /// Closed after the day that was first set, and in time by the notice.
    private mutating func movedAndMet() throws {
        let id = Self.id(3)
        try dispatch(id, "2020-01-20T10:00", .complaint)
        try add(WorkOrderSigned(case: id, workOrder: order(id), unit: unit), "2020-01-20T11:00")
        try add(answered(id), "2020-03-09T10:00")
        try add(closed(id), "2020-03-09T11:00")
        // Amended under the notice, long after it was registered.
        let other = Self.id(4)
        try dispatch(other, "2020-01-21T10:00", nil)
        try add(AppealAmended(case: other, category: .complaint), "2020-02-12T10:00")
        let linked = Self.id(5)
        try dispatch(linked, "2020-01-22T10:00", .complaint)
        try add(AppealLinked(case: linked, parent: id), "2020-02-13T10:00")
    }

    private mutating func begunUnderTheNotice() throws {
        for (number, pack) in [(6, "changzhou-2020.1"), (7, "changzhou-2020.2")] {
            let id = Self.id(number)
            try dispatch(id, "2020-02-0\(number)T10:00", .complaint, pack: pack)
            try add(WorkOrderSigned(case: id, workOrder: order(id), unit: unit), "2020-02-0\(number)T11:00")
        }
    }

    // MARK: telling

    /// As it happened: each fact at its time, with what falls due in between.
    func live() async throws -> WatcherFixture {
        let watcher = try await WatcherFixture(at: said[0].time, environment: ["HOTLINE_OLD_AFTER": "60s"])
        for envelope in said {
            try await pass(watcher, to: envelope.time)
            try await watcher.hosting.inbox.handle([envelope])
            try await pass(watcher, to: envelope.time)
        }
        try await pass(watcher, to: at(end))
        return watcher
    }

    /// All of it afterwards, in any order.
    func replayed(_ order: (inout [Envelope]) -> Void) async throws -> WatcherFixture {
        let watcher = try await WatcherFixture(at: at(end), environment: ["HOTLINE_OLD_AFTER": "60s"])
        var said = said
        order(&said)
        for envelope in said { try await watcher.hosting.inbox.handle([envelope]) }
        // Long after the last of them.
        try await pass(watcher, to: at("2020-03-20T10:01"))
        return watcher
    }

    private func pass(_ watcher: WatcherFixture, to time: Instant) async throws {
        watcher.clock.advance(to: time)
        watcher.context.progress.confirm(at: time)
        try await watcher.runDueWork()
    }

    // MARK: facts

    private let unit = UnitID("xinbei")
    private static func id(_ number: Int) -> CaseID { CaseID("00000000-0000-4000-8000-00000000000\(number)") }
    private func order(_ id: CaseID) -> WorkOrderID { WorkOrderID("order-\(id.rawValue.suffix(1))") }

    private func answered(_ id: CaseID) -> WorkOrderAnswered {
        WorkOrderAnswered(case: id, workOrder: order(id), unit: unit, round: 1, isToCitizen: true)
    }

    private func closed(_ id: CaseID) -> WorkOrderClosed {
        WorkOrderClosed(
            case: id, workOrder: order(id), unit: unit, round: 1, callbackMethod: .phone, isAnonymous: false)
    }

    private mutating func dispatch(
        _ id: CaseID, _ time: String, _ category: AppealCategory?, broadcast: String? = nil,
        pack: String = "changzhou-2020.1"
    ) throws {
        let number = CaseNumber("N-\(id.rawValue.suffix(1))")
        try add(
            AppealRegistered(
                case: id, caseNumber: number, category: category, channel: broadcast == nil ? .web : .onAir,
                broadcast: broadcast.map { BroadcastID($0) }, onAir: broadcast == nil ? nil : .accepted, unit: unit,
                isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .phone, packVersion: pack),
            time)
        try add(
            WorkOrderDispatched(
                case: id, workOrder: order(id), caseNumber: number, unit: unit,
                basis: broadcast == nil ? .offAir : .onAir, isLead: true, round: 1, category: category,
                channel: broadcast == nil ? .web : .onAir, broadcast: broadcast.map { BroadcastID($0) },
                onAir: broadcast == nil ? nil : .accepted, isForeignMatter: false, isComplex: false, isAnonymous: false,
                callbackMethod: .phone, registeredAt: at(time), packVersion: pack), time)
    }

    private mutating func calendar(_ name: String, _ time: String) throws {
        let table = try WatcherFixture.deploy("calendar/cn_calendar-\(name).csv")
        try add(CalendarPublished(version: "cn-\(name)", table: table, years: [2019, 2020]), time, of: "cn")
    }

    private mutating func pack(_ version: String, _ time: String, closing days: Int = 30) throws {
        let source = try WatcherFixture.deploy("districts/changzhou/pack.yaml")
            .replacing("changzhou-2020.1", with: version)
            .replacing("{amount: 30, unit: workingDays}", with: "{amount: \(days), unit: workingDays}")
        guard let from = CivilDay(String(time.prefix(10))) else { return }
        try add(RulePackAdopted(version: version, effectiveFrom: from, source: source), time)
    }

    private mutating func add(_ event: some Event, _ time: String, of district: String = "changzhou") throws {
        let id = String(format: "10000000-0000-4000-8000-%012d", said.count)
        said.append(
            try Envelope(
                event, id: EventID(id), at: at(time), in: DistrictID(district), from: "test"))
    }
}
