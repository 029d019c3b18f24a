import Contracts
import Foundation
import HTTP
import Kafka
import TestSupport
import Testing

@testable import OperatorService

/// What a citizen has said stays sealed: all five services together, at their most talkative.
@Suite struct PrivacyTests {
    /// What must not be read anywhere: each part of a person's record once, in words that occur nowhere else.
    private enum Secret: String, CaseIterable {
        case name = "欧阳不可说"
        case phone = "13987654321"
        case address = "绝密里弄七号"
        case text = "井盖丢失在我家门前"
        case onAir = "直播里只答一次"
        case answer = "答复只给本人看"
        case note = "回访只给本人听"

        /// In UTF-8, and as JSON may write it.
        var spellings: [String] {
            let escaped = rawValue.utf16.map {
                $0 < 128 ? String(UnicodeScalar(UInt8($0))) : String(format: "\\u%04x", $0)
            }
            return [rawValue, escaped.joined(), escaped.joined().uppercased().replacing("\\U", with: "\\u")]
        }

        static func told(in text: String) -> [String] {
            allCases.filter { $0.spellings.contains { text.contains($0) } }.map { "\($0)" }
        }
    }

    private static let citizen = """
        "citizen":{"name":"\(Secret.name.rawValue)","phone":"\(Secret.phone.rawValue)","address":"\(Secret.address.rawValue)"}
        """

    @Test func nothingOfACitizenLeavesThroughLogsFiguresProblemsEventsOrPlainColumns() async throws {
        try await Pipeline.running(try await Stack(), with: ["HOTLINE_LOG_LEVEL": "trace"]) { pipeline in
            let appeal = try await Self.handledAppeal(pipeline)
            try await Self.callOnAir(pipeline)
            try await pipeline.rest()
            // The secrets are really there, for whoever may read them.
            let order = try await appeal.workOrder()
            let seen = try await pipeline.ask(
                .dispatch, "changzhou/work-orders/\(order)", "", as: "changzhou/xinbei", .get)
            #expect(Secret.told(in: "\(seen)") == ["name", "phone", "address", "text", "answer"])
            try await Self.checkProblems(pipeline, appeal)
            try await Self.poison(pipeline)
            try await Self.checkOutputs(pipeline)
        }
    }

    private static func handledAppeal(_ pipeline: Pipeline) async throws -> Appeal {
        let body = #"{"category":"consultation","unit":"xinbei","text":"\#(Secret.text.rawValue)",\#(citizen)}"#
        let answer = try await pipeline.ask(
            .intake, "changzhou/appeals", body, headers: ["Idempotency-Key": "private"])
        let appeal = Appeal(pipeline: pipeline, district: "changzhou", unit: "xinbei", answer)
        let order = try await appeal.workOrder()
        try await appeal.act(order, "object", #"{"duty":"\#(Secret.name.rawValue)，\#(Secret.phone.rawValue)"}"#)
        try await pipeline.ask(.dispatch, "changzhou/work-orders/\(order)/decide-objection", #"{"isUpheld":false}"#)
        try await appeal.handle(answer: Secret.answer.rawValue)
        try await appeal.callBack(note: Secret.note.rawValue)
        return appeal
    }

    private static func callOnAir(_ pipeline: Pipeline) async throws {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000)
        let show = "\(now.rfc3339.prefix(10))-private"
        let season = """
            {"broadcasts":[{"id":"\(show)","opensAt":"\(now.rfc3339)","closesAt":"\(Instant(milliseconds: now.milliseconds + 3_600_000).rfc3339)",\
            "units":["xinbei"],"isByHand":true}]}
            """
        try await pipeline.ask(.intake, "changzhou/season", season, .put)
        try await pipeline.ask(.intake, "changzhou/broadcasts/\(show)/open")
        let call = """
            {"outcome":"answered","answer":"\(Secret.onAir.rawValue)","category":"consultation",\
            "text":"\(Secret.text.rawValue)",\(citizen.replacing("citizen", with: "caller"))}
            """
        try await pipeline.ask(.intake, "changzhou/broadcasts/\(show)/calls", call)
        try await pipeline.ask(.intake, "changzhou/broadcasts/\(show)/close")
    }

    /// Refusals name the field and never what was in it.
    private static func checkProblems(_ pipeline: Pipeline, _ appeal: Appeal) async throws {
        let (name, phone, text) = (Secret.name.rawValue, Secret.phone.rawValue, Secret.text.rawValue)
        let order = try await appeal.workOrder()
        let callback = try await appeal.callback()
        let requests: [(ServiceName, HTTP.Method, String, String)] = [
            (.intake, .post, "appeals", #"{"text":"\#(text)",\#(citizen)"#),
            (.intake, .post, "appeals", #"{"text":["\#(text)"],\#(citizen)}"#),
            (.intake, .post, "appeals", #"{"text":"\#(text)","citizen":{"phone":\#(phone)}}"#),
            (.intake, .post, "appeals", #"{"text":"\#(text)","citizen":"\#(name)"}"#),
            (.intake, .post, "appeals", #"{"text":"\#(text)","category":"\#(name)","unit":"\#(phone)"}"#),
            (.intake, .post, "appeals", #"{"text":"\#(text)","citizen":{"phone":"\#(phone)\#(name)"}}"#),
            (.intake, .post, "appeals:batch", #"{"appeals":[{"text":"\#(text)","unit":"\#(name)"},{"text":7}]}"#),
            (.intake, .post, "cases/\(appeal.number):amend", #"{"category":"\#(name)"}"#),
            (.intake, .get, "cases/\(phone)", ""), (.intake, .post, "broadcasts/\(phone)/calls", "{}"),
            (.dispatch, .post, "work-orders/\(order)/answer", #"{"text":{"a":"\#(Secret.answer.rawValue)"}}"#),
            (.dispatch, .post, "work-orders/\(order)/answer", #"{"text":"\#(Secret.answer.rawValue)\#(phone)"}"#),
            (.dispatch, .post, "work-orders/\(order)/transfer", #"{"to":"\#(name)","reason":"\#(text)"}"#),
            (.dispatch, .post, "work-orders/\(order)/pause", #"{"reason":"tel\#(phone)"}"#),
            (.dispatch, .post, "work-orders/\(order)/file", #"{"form":"tel\#(phone)","receiver":"tel\#(phone)"}"#),
            (.dispatch, .get, "work-orders/\(phone)", ""),
            (.deadlineWatcher, .get, "cases/\(phone)/deadlines", ""),
            (.callbackSurvey, .post, "callbacks/\(phone)/outcome", #"{"outcome":"\#(name)","note":"\#(text)"}"#),
            (.callbackSurvey, .post, "callbacks/\(callback)/waive", #"{"reason":"tel\#(phone)"}"#),
            (.notifier, .post, "subscriptions", #"{"url":"http://\#(phone)/"}"#),
        ]
        for (service, method, path, body) in requests {
            let answer = try await pipeline[service].send(
                method, "/v1/districts/changzhou/\(path)", text: body, headers: pipeline.stack.authorization)
            #expect((207..<500).contains(answer.status), "\(service.rawValue) \(path): \(answer)")
            if body.contains("tel\(phone)") { #expect(answer.status == 400, "\(path): \(answer)") }
            #expect(Secret.told(in: "\(answer)") == [], "\(service.rawValue) \(path): \(answer)")
        }
    }

    /// Messages that cannot be read, with a person's record in them.
    private static func poison(_ pipeline: Pipeline) async throws {
        let stack = pipeline.stack
        let producer = try Producer(stack.kafka)
        let topic = Topic.appeals.name(in: stack.namespace)
        let headers = [
            ("content-type", "application/json"), ("ce_specversion", "1.0"), ("ce_id", UUID().uuidString.lowercased()),
            ("ce_source", "\(stack.namespace)/intake"), ("ce_type", AppealRegistered.type), ("ce_subject", "case/x"),
            ("ce_time", "2026-01-05T01:00:00Z"), ("ce_sequence", "0"), ("ce_district", "changzhou"),
            ("ce_dataschema", "hotline:schemas/AppealRegistered/1"), ("ce_correlationid", "x"), ("ce_causationid", "x"),
        ]
        let bodies = [
            #"{"caseId":7,"category":"\#(Secret.text.rawValue)",\#(citizen)}"#,
            #"{"text":"\#(Secret.text.rawValue)",\#(citizen)"#,
        ]
        for (index, body) in bodies.enumerated() {
            try await producer.send(
                ProducerRecord(
                    topic: topic, key: "changzhou/case/x", headers: index == 0 ? headers : [],
                    value: Array(body.utf8)))
        }
        await producer.close()
        for name in [ServiceName.dispatch, .deadlineWatcher, .callbackSurvey, .notifier] {
            try await eventually("\(name.rawValue) has parked both", within: .seconds(30)) {
                try await pipeline.count(name, "journal WHERE type = '\(MessageParked.type)'") == 2 ? true : nil
            }
        }
    }

    /// What goes out on a topic is what the journals hold.
    private static func checkOutputs(_ pipeline: Pipeline) async throws {
        for name in ServiceName.allCases {
            let log = try pipeline[name].said()
            #expect(log.contains("\"level\":\""), "\(name.rawValue) has logged nothing")
            #expect(Secret.told(in: log) == [], "in the log of \(name.rawValue)")
            let figures = try await pipeline[name].send(.get, "/metrics")
            #expect(figures.status == 200 && Secret.told(in: "\(figures)") == [], "in the figures of \(name.rawValue)")
            let tables = try await pipeline.texts(
                name,
                """
                SELECT c.oid::regclass::text FROM pg_class c WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                """)
            #expect(tables.contains { $0.hasPrefix("journal") })
            for table in tables {
                let rows = try await pipeline.texts(name, "SELECT t::text FROM \(table) t")
                #expect(Secret.told(in: rows.joined(separator: "\n")) == [], "in \(name.rawValue)'s \(table)")
            }
        }
    }
}
