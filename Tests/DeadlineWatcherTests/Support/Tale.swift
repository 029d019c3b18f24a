import Contracts
import Foundation
import Messaging
import TestSupport

/// One case of one district, told to the watcher fact by fact.
struct Tale {
    let watcher: WatcherFixture
    let district: String
    let pack: String
    var id = CaseID(UUID().uuidString.lowercased())
    var order = WorkOrderID("order-1")
    var unit = UnitID("xinbei")

    static func changzhou(_ watcher: WatcherFixture) -> Tale {
        Tale(watcher: watcher, district: "changzhou", pack: "changzhou-2020.1")
    }

    static func doumen(_ watcher: WatcherFixture) -> Tale {
        Tale(watcher: watcher, district: "doumen", pack: "doumen-2016.1", unit: UnitID("baijiao-town"))
    }

    @discardableResult
    func hear(_ event: some Event, _ time: String, id: String? = nil) async throws -> EventID {
        try await watcher.hear(event, of: district, at: at(time), id: id ?? UUID().uuidString.lowercased())
    }

    func registered(
        _ time: String, _ category: AppealCategory? = .complaint, channel: AppealChannel = .onAir,
        onAir: OnAirOutcome? = .accepted, broadcast: String? = "show", isForeign: Bool = false,
        isAnonymous: Bool = false
    ) async throws {
        try await hear(
            registration(
                category, channel: channel, onAir: onAir, broadcast: broadcast, isForeign: isForeign,
                isAnonymous: isAnonymous), time)
    }

    func registration(
        _ category: AppealCategory? = .complaint, channel: AppealChannel = .onAir, onAir: OnAirOutcome? = .accepted,
        broadcast: String? = "show", isForeign: Bool = false, isAnonymous: Bool = false
    ) -> AppealRegistered {
        AppealRegistered(
            case: id, caseNumber: CaseNumber("N-1"), category: category, channel: channel,
            broadcast: broadcast.map { BroadcastID($0) }, onAir: onAir, unit: unit, isForeignMatter: isForeign,
            isComplex: false, isAnonymous: isAnonymous, callbackMethod: .phone, packVersion: pack)
    }

    /// Messages that the broker brings in one batch.
    func hearTogether(_ events: [(event: any Event, time: String)]) async throws {
        var envelopes: [Envelope] = []
        for (event, time) in events {
            envelopes.append(try Self.envelope(event, UUID().uuidString.lowercased(), at(time), district))
        }
        try await watcher.hosting.inbox.handle(envelopes)
    }

    static func envelope(_ event: some Event, _ id: String, _ time: Instant, _ district: String) throws -> Envelope {
        try Envelope(event, id: EventID(id), at: time, in: DistrictID(district), from: "test")
    }

    func dispatched(
        _ time: String, _ category: AppealCategory? = .complaint, registered: String, basis: DispatchBasis = .onAir,
        round: Int = 1, onAir: OnAirOutcome? = .accepted, isForeign: Bool = false, isAnonymous: Bool = false
    ) async throws {
        try await hear(
            dispatch(
                category, registered: registered, basis: basis, round: round, onAir: onAir, isForeign: isForeign,
                isAnonymous: isAnonymous), time)
    }

    func dispatch(
        _ category: AppealCategory? = .complaint, registered: String, basis: DispatchBasis = .onAir, round: Int = 1,
        onAir: OnAirOutcome? = .accepted, isForeign: Bool = false, isAnonymous: Bool = false
    ) -> WorkOrderDispatched {
        WorkOrderDispatched(
            case: id, workOrder: order, caseNumber: CaseNumber("N-1"), unit: unit, basis: basis, isLead: true,
            round: round, category: category, channel: .onAir, broadcast: BroadcastID("show"), onAir: onAir,
            isForeignMatter: isForeign, isComplex: false, isAnonymous: isAnonymous, callbackMethod: .phone,
            registeredAt: at(registered), packVersion: pack)
    }

    var signed: WorkOrderSigned { WorkOrderSigned(case: id, workOrder: order, unit: unit) }

    var contacted: CitizenContacted {
        CitizenContacted(
            case: id, workOrder: order, unit: unit, wasReached: true, wasToldProcedureAndLimit: true)
    }

    var answered: WorkOrderAnswered {
        WorkOrderAnswered(case: id, workOrder: order, unit: unit, round: 1, isToCitizen: true)
    }

    var closed: WorkOrderClosed {
        WorkOrderClosed(case: id, workOrder: order, unit: unit, round: 1, callbackMethod: .phone, isAnonymous: false)
    }

    var transferred: WorkOrderTransferred { WorkOrderTransferred(case: id, workOrder: order, unit: unit) }

    func called(_ outcome: CallbackOutcome) -> CallbackCompleted {
        CallbackCompleted(
            case: id, callback: CallbackID("callback-1"), workOrder: order, unit: unit, round: 1, outcome: outcome,
            attempts: 1)
    }

    func superviseAfterCallback() -> SupervisionRequested {
        SupervisionRequested(
            case: id, callback: CallbackID("callback-1"), workOrder: order, unit: unit, round: 1, reason: "notSolved")
    }

    func promised(_ due: String) -> PromiseMade {
        PromiseMade(case: id, broadcast: BroadcastID("show"), unit: unit, due: at(due))
    }
}
