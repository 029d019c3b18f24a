import CallbackSurveyService
import Contracts
import Foundation
import Sealing
import TestSupport

typealias SurveyFixture = ServiceFixture<CallbackSurveyService>

/// One citizen's matter of a test, with a work order in its first round.
struct Matter: Sendable {
    var id = CaseID(UUID().uuidString.lowercased())
    var order = WorkOrderID(UUID().uuidString.lowercased())
    var unit = UnitID("water-supply")
    var round = 1
    var isLead = true
    var isAnonymous = false
    var method = CallbackMethod.phone
    var category: AppealCategory? = .complaint
    var onAir: OnAirOutcome?
    var broadcast: BroadcastID?
    var district = "changzhou"
    var number = CaseNumber("CZ200514-000001")

    /// The same matter in its next round, under a work order of its own.
    var again: Matter {
        var next = self
        next.order = WorkOrderID(UUID().uuidString.lowercased())
        next.round += 1
        return next
    }
}

extension ServiceFixture<CallbackSurveyService> {
    /// 2020-05-14, a Thursday, 09:30 in Changzhou.
    static var morning: Instant { Instant(rfc3339: "2020-05-14T01:30:00Z") ?? .earliest }

    /// With the rule packs of both founding districts.
    static func ready() async throws -> SurveyFixture {
        let fixture = try await SurveyFixture(at: morning)
        try await fixture.adopt("changzhou")
        try await fixture.adopt("doumen")
        return fixture
    }

    func register(_ matter: Matter, at time: Instant? = nil) async throws {
        let subject = SealSubject(district: DistrictID(matter.district), case: matter.id)
        let json = #"{"name":"王芳","phone":"13800138000"}"#
        let month = Month(ZoneMonth.day(of: time ?? clock.now()))
        let citizen =
            matter.isAnonymous ? nil : try keys.seal(json, field: "citizen", of: subject, month: month)
        try await hear(
            AppealRegistered(
                case: matter.id, caseNumber: matter.number, category: matter.category,
                channel: matter.broadcast == nil ? .web : .onAir, broadcast: matter.broadcast, onAir: matter.onAir,
                unit: matter.unit, isForeignMatter: false, isComplex: false, isAnonymous: matter.isAnonymous,
                callbackMethod: matter.method, citizen: citizen, packVersion: pack(of: matter)),
            of: matter.district, at: time)
    }

    func dispatch(_ matter: Matter, at time: Instant? = nil) async throws {
        try await hear(
            WorkOrderDispatched(
                case: matter.id, workOrder: matter.order, caseNumber: matter.number, unit: matter.unit,
                basis: matter.round == 1 ? .direct : .rework, isLead: matter.isLead, round: matter.round,
                category: matter.category, channel: .web, isForeignMatter: false, isComplex: false,
                isAnonymous: matter.isAnonymous, callbackMethod: matter.method, registeredAt: clock.now(),
                packVersion: pack(of: matter)), of: matter.district, at: time)
    }

    @discardableResult
    func answer(_ matter: Matter, id: String = UUID().uuidString.lowercased()) async throws -> EventID {
        try await hear(
            WorkOrderAnswered(
                case: matter.id, workOrder: matter.order, unit: matter.unit, round: matter.round,
                isToCitizen: !matter.isAnonymous), of: matter.district, id: id)
    }

    /// Registered, dispatched and answered.
    /// - Returns: the callback's id.
    @discardableResult
    func ask(_ matter: Matter) async throws -> CallbackID {
        try await register(matter)
        return try await askAgain(matter)
    }

    /// Dispatched and answered.
    @discardableResult
    func askAgain(_ matter: Matter) async throws -> CallbackID {
        try await dispatch(matter)
        try await answer(matter)
        let scheduled = try await events(CallbackScheduled.self, of: matter.district).map(\.event)
        return scheduled.last { $0.workOrder == matter.order }?.callback ?? CallbackID("none")
    }

    func report(
        _ callback: CallbackID, _ deed: String, _ json: String, as who: Who = .operator, key: String? = nil,
        district: String = "changzhou"
    ) async throws -> Answer {
        try await send(
            .post, "/v1/districts/\(district)/callbacks/\(callback)/\(deed)", text: json, as: who,
            headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    func list(_ query: String = "", as who: Who = .operator) async throws -> Answer {
        try await send(.get, "/v1/districts/changzhou/callbacks\(query)", as: who)
    }

    private func pack(of matter: Matter) -> String {
        matter.district == "changzhou" ? "changzhou-2020.1" : "doumen-2016.1"
    }
}

enum ZoneMonth {
    /// The local day in China.
    static func day(of instant: Instant) -> CivilDay { CivilDay(since1970: Int((instant.seconds + 28_800) / 86_400)) }
}
