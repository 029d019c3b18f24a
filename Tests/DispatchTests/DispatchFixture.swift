import Contracts
import DispatchService
import Foundation
import Messaging
import TestSupport

/// Dispatch with a district's rule pack adopted and its units entered.
typealias DispatchFixture = ServiceFixture<DispatchService>

extension ServiceFixture<DispatchService> {
    /// 2020-05-14, a Thursday, 09:30 in Changzhou: the show of 新北区 is on.
    static var onAir: Instant { Instant(rfc3339: "2020-05-14T01:30:00Z") ?? .earliest }
    static var show: BroadcastID { BroadcastID("2020-05-14") }
    static var closing: Instant { Instant(rfc3339: "2020-05-14T02:00:00Z") ?? .earliest }

    static func with(
        _ district: String = "changzhou", at now: Instant = onAir, where change: (String, String)? = nil
    ) async throws -> DispatchFixture {
        let fixture = try await DispatchFixture(at: now)
        try await fixture.adopt(district, where: change)
        let answer = try await fixture.put(
            units: DispatchFixture.deploy("districts/\(district)/units.yaml"), of: district)
        guard answer.status == 200 else { throw Unexpected(answer) }
        return fixture
    }

    func put(units: String, of district: String = "changzhou", as who: Who = .operator) async throws -> Answer {
        try await send(
            .put, "/v1/districts/\(district)/units", text: units, type: "application/yaml", as: who)
    }

    func post(
        _ path: String, _ json: String = "", of district: String = "changzhou", as who: Who = .operator
    ) async throws -> Answer {
        try await send(.post, "/v1/districts/\(district)/\(path)", text: json, as: who)
    }

    func command(
        _ order: WorkOrderID, _ command: String, _ json: String = "", of district: String = "changzhou",
        as who: Who = .operator
    ) async throws -> Answer {
        try await post("work-orders/\(order)/\(command)", json, of: district, as: who)
    }

    func get(_ path: String, of district: String = "changzhou", as who: Who = .operator) async throws -> Answer {
        try await send(.get, "/v1/districts/\(district)/\(path)", as: who)
    }

    func orders(of district: String = "changzhou") async throws -> [WorkOrderDispatched] {
        try await events(WorkOrderDispatched.self, of: district).map(\.event)
    }

    func closeShow(units: [String] = ["xinbei"], at time: Instant = closing, of district: String = "changzhou")
        async throws
    {
        try await hear(
            BroadcastClosed(broadcast: Self.show, units: units.map { UnitID($0) }), of: district, at: time)
    }

    /// A case that went straight to a unit.
    func sent(
        to unit: String = "xinbei", of district: String = "changzhou", _ change: (inout Appeal) -> Void = { _ in }
    ) async throws -> WorkOrderDispatched {
        var appeal = Appeal(unit: unit)
        change(&appeal)
        try await hear(appeal.event(district), of: district)
        guard let order = try await orders(of: district).last(where: { $0.case == appeal.id }) else {
            throw NoWorkOrder(case: appeal.id)
        }
        return order
    }
}

/// An appeal as intake tells of it.
struct Appeal {
    var id = CaseID(UUID().uuidString.lowercased())
    var category: AppealCategory? = .complaint
    var channel = AppealChannel.web
    var broadcast: BroadcastID?
    var onAir: OnAirOutcome?
    var unit: String?
    var isForeignMatter = false
    var isComplex = false
    var isAnonymous = false
    var hasContact: Bool? = true
    var citizen: SealedText?
    var text: SealedText?

    init(unit: String? = "xinbei") { self.unit = unit }

    static func onAir(_ outcome: OnAirOutcome = .accepted, unit: String? = "xinbei") -> Appeal {
        var appeal = Appeal(unit: unit)
        appeal.channel = outcome == .notPutThrough ? .offAir : .onAir
        appeal.broadcast = DispatchFixture.show
        appeal.onAir = outcome
        return appeal
    }

    func event(_ district: String = "changzhou") -> AppealRegistered {
        AppealRegistered(
            case: id, caseNumber: CaseNumber("N-\(id.rawValue.prefix(8))"), category: category, channel: channel,
            broadcast: broadcast, onAir: onAir, unit: unit.map { UnitID($0) }, isForeignMatter: isForeignMatter,
            isComplex: isComplex, isAnonymous: isAnonymous, hasContact: hasContact,
            callbackMethod: isAnonymous || hasContact == false ? .none : .phone,
            citizen: citizen, text: text, packVersion: district == "doumen" ? "doumen-2016.1" : "changzhou-2020.1")
    }
}

/// A case has not gone out.
struct NoWorkOrder: Error {
    let `case`: CaseID
}
