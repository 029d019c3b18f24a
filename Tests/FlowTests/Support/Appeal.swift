import Contracts
import TestSupport

/// One appeal on its way through the services, and what people do about it.
struct Appeal: Sendable {
    let pipeline: Pipeline
    let district: String
    let unit: String
    let id: String
    let number: String
    let claimCode: String

    /// Registers an appeal by HTTP.
    init(
        in pipeline: Pipeline, _ key: String, district: String = "changzhou", unit: String = "xinbei",
        fields: String = #""category":"consultation""#
    ) async throws {
        let body = """
            {\(fields),"channel":"web","unit":"\(unit)","text":"\(key)","citizen":{"name":"张三","phone":"13812345678"}}
            """
        let answer = try await pipeline.ask(
            .intake, "\(district)/appeals", body, headers: ["Idempotency-Key": key])
        self.init(pipeline: pipeline, district: district, unit: unit, answer)
    }

    /// - Parameter answer: what intake said.
    init(pipeline: Pipeline, district: String, unit: String, _ answer: Answer) {
        self.pipeline = pipeline
        self.district = district
        self.unit = unit
        id = answer["case"]
        number = answer["caseNumber"]
        claimCode = answer["claimCode"]
    }

    /// The work order that dispatch has made of it.
    func workOrder() async throws -> String {
        do {
            return try await eventually("a work order of \(number)", within: .seconds(30)) {
                try await pipeline.texts(
                    .dispatch, "SELECT work_order::text FROM work_orders WHERE case_id = '\(id)' ORDER BY round"
                ).last
            }
        } catch let error as NeverHappened {
            let services: [ServiceName] = [.intake, .dispatch]
            let log = try services.map { try pipeline[$0].said(last: 20) }.joined(separator: "\n")
            throw ServiceFault(what: "\(error)", log: log)
        }
    }

    func act(_ order: String, _ verb: String, _ body: String = "{}") async throws {
        try await pipeline.ask(
            .dispatch, "\(district)/work-orders/\(order)/\(verb)", body, as: "\(district)/\(unit)")
    }

    /// The unit signs, calls, answers, files what has to be filed, and closes.
    func handle(isAnonymous: Bool = false, answer: String = "已经恢复供水") async throws {
        let order = try await workOrder()
        try await act(order, "sign")
        if !isAnonymous { try await act(order, "contact", #"{"wasReached":true,"wasToldProcedureAndLimit":true}"#) }
        try await act(order, "answer", #"{"text":"\#(answer)"}"#)
        if district == "changzhou" {
            for receiver in ["platform", "office"] {
                try await act(
                    order, "file", #"{"form":"result","receiver":"\#(receiver)","reply":"\#(answer)"}"#)
            }
        }
        try await act(order, "close")
    }

    /// The callback that is due of it.
    func callback() async throws -> String {
        try await eventually("a callback of \(number)", within: .seconds(30)) {
            try await pipeline.texts(
                .callbackSurvey, "SELECT callback::text FROM callbacks WHERE case_id = '\(id)' AND state <> 'planned'"
            ).first
        }
    }

    /// The platform asks the citizen, who is content.
    func callBack(note: String = "") async throws {
        try await pipeline.ask(
            .callbackSurvey, "\(district)/callbacks/\(try await callback())/outcome",
            #"{"outcome":"solved","satisfaction":5,"note":"\#(note)"}"#)
    }

    /// The citizen says himself what came of it, once he is asked.
    func answerSurvey(_ said: String) async throws {
        _ = try await eventually("the question about \(number)", within: .seconds(30)) {
            try await look()["survey"] == "open" ? true : nil
        }
        try await pipeline.ask(
            .intake, "\(district)/cases/\(number)/survey", said, headers: ["Claim-Code": claimCode])
    }

    /// Where it stands, as the citizen sees it.
    func status() async throws -> String { try await look()["state"] }

    /// All that the citizen sees.
    func look() async throws -> Answer {
        try await pipeline.ask(
            .intake, "\(district)/cases/\(number)", .init(), .get, headers: ["Claim-Code": claimCode])
    }

    /// Its deadlines as `clock status`, in the order of the clocks' names.
    func deadlines() async throws -> [String] {
        try await pipeline.texts(
            .deadlineWatcher,
            "SELECT clock || ' ' || status FROM deadlines WHERE case_id = '\(id)' AND status <> 'void' ORDER BY 1")
    }
}
