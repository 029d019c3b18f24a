import CallbackSurveyService
import Contracts
import Sealing
import TestSupport

/// The three texts of a matter, as intake and dispatch tell of them.
extension ServiceFixture<CallbackSurveyService> {
    @discardableResult
    func say(onAir text: String, _ matter: Matter, id: String = EventID.fresh) async throws -> EventID {
        try await hear(
            AppealAnsweredOnAir(
                case: matter.id, broadcast: BroadcastID("changzhou-2020-05-14"), unit: matter.unit,
                answer: sealed(text, "answer", matter)), of: matter.district, id: id)
    }

    @discardableResult
    func answer(_ matter: Matter, text: String, id: String = EventID.fresh) async throws -> EventID {
        try await hear(
            WorkOrderAnswered(
                case: matter.id, workOrder: matter.order, unit: matter.unit, round: matter.round, isToCitizen: true,
                answer: sealed(text, "answer", matter)), of: matter.district, id: id)
    }

    @discardableResult
    func file(
        _ matter: Matter, text: String, receiver: String = "platform", isForTransfer: Bool? = nil,
        id: String = EventID.fresh
    ) async throws -> EventID {
        try await hear(
            FormFiled(
                case: matter.id, workOrder: matter.order, unit: matter.unit, form: "result", receiver: receiver,
                reply: sealed(text, "reply", matter), isForTransfer: isForTransfer), of: matter.district, id: id)
    }

    func found(_ matter: Matter) async throws -> [String] {
        try await events(InconsistencyFound.self, of: matter.district).map(\.event)
            .filter { $0.case == matter.id && $0.workOrder == matter.order }.map(\.kind).sorted()
    }

    func inconsistencies(
        _ path: String = "", as who: Who = .operator, district: String = "changzhou"
    ) async throws -> Answer {
        try await send(.get, "/v1/districts/\(district)/inconsistencies\(path)", as: who)
    }

    func decide(
        _ id: String, _ decision: String, reason: String = "已核对", as who: Who = .supervisor,
        district: String = "changzhou"
    ) async throws -> Answer {
        try await send(
            .post, "/v1/districts/\(district)/inconsistencies/\(id)/decide",
            text: #"{"decision":"\#(decision)","reason":"\#(reason)"}"#, as: who)
    }

    func sealed(_ text: String, _ field: String, _ matter: Matter) throws -> SealedText {
        try keys.seal(
            text, field: field, of: SealSubject(district: DistrictID(matter.district), case: matter.id),
            month: Month(ZoneMonth.day(of: Self.morning)))
    }
}

extension EventID {
    static var fresh: String { Matter().id.rawValue }
}

/// A matter in which nothing agrees: the form is the pasted answer of the studio, and the reply has another date.
enum Disagreement {
    static let onAir = "市民反映薛家镇路灯不亮，局长当场表示六月三十日之前全部修好，并安排专人跟踪。"
    static let reply = "经核查，薛家镇路灯电缆老化，我局计划于7月15日前完成更换。"
    static let form = "市民反映薛家镇路灯不亮，局长当场表示六月三十日之前全部修好，并安排专人跟踪。"
}
