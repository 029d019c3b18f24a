import Contracts
import Foundation
import HTTP
import Kafka
import Postgres
import TestSupport
import Testing
import WorkingCalendar

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
        case outline = "提纲里写到谁家"

        /// In UTF-8, as JSON may write it, and each as the hexadecimal digits by which PostgreSQL prints raw bytes.
        private var spellings: [String] {
            let escaped = rawValue.utf16.map {
                $0 < 128 ? String(UnicodeScalar(UInt8($0))) : String(format: "\\u%04x", $0)
            }
            let texts = [rawValue, escaped.joined(), escaped.joined().uppercased().replacing("\\U", with: "\\u")]
            return texts + texts.map { $0.utf8.map { String(format: "%02x", $0) }.joined() }
        }

        private static let known = allCases.map { ($0, $0.spellings) }

        static func told(in text: String) -> [String] {
            known.filter { $0.1.contains { text.contains($0) } }.map { "\($0.0)" }
        }
    }

    private static let citizen = """
        "citizen":{"name":"\(Secret.name.rawValue)","phone":"\(Secret.phone.rawValue)","address":"\(Secret.address.rawValue)"}
        """

    /// In a PostgreSQL of its own, for the server's log is read too.
    @Test func nothingOfACitizenLeavesThroughLogsFiguresProblemsReportsEventsOrTheDatabase() async throws {
        let cluster = PrivateCluster.temporary("privacy")
        let database = try ConnectionSettings(postgresVariables: try await cluster.start())
        let stack = try await Stack(database: database)
        let server = ServerLog(of: cluster, database)
        // Every statement with the values that it was given: what is nowhere there was never handed to the database.
        try await server.tellEverything(true)
        try await Pipeline.running(stack, with: ["HOTLINE_LOG_LEVEL": "trace"]) { pipeline in
            let appeal = try await Self.handledAppeal(pipeline)
            let show = try await Self.callOnAir(pipeline)
            try await Self.fileEdition(pipeline, about: appeal)
            try await pipeline.rest()
            // The secrets are really there, for whoever may read them.
            let order = try await appeal.workOrder()
            let seen = try await pipeline.ask(
                .dispatch, "changzhou/work-orders/\(order)", "", as: "changzhou/xinbei", .get)
            #expect(Secret.told(in: "\(seen)") == ["name", "phone", "address", "text", "answer"])
            try await Self.checkReports(pipeline, appeal, show)
            try await Self.checkOutputs(pipeline)
            let statements = try server.said()
            #expect(statements.contains("INSERT INTO journal"))
            #expect(Secret.told(in: statements) == [], "among what the database was given")
            try await server.tellEverything(false)
            // What a caller writes where an id belongs is looked for in the database, and written nowhere.
            try await Self.checkProblems(pipeline, appeal)
            try await Self.poison(pipeline)
            try await Self.checkOutputs(pipeline, isPoisoned: true)
            #expect(Secret.told(in: try server.said(after: statements)) == [], "in the database's log")
            try await Self.checkThatNothingIsOverlooked(pipeline, server)
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

    /// - Returns: the show's id.
    private static func callOnAir(_ pipeline: Pipeline) async throws -> String {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000)
        let show = "\(ZoneOffset.china.day(of: now))-private"
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
        return show
    }

    /// Tomorrow's edition, whose outline is told nobody but the office and the programme team.
    private static func fileEdition(_ pipeline: Pipeline, about appeal: Appeal) async throws {
        let airs = Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000).advanced(bySeconds: 86_400)
        let day = ZoneOffset.china.day(of: airs)
        let path = "changzhou/editions/\(day)"
        try await pipeline.ask(.intake, path, #"{"airsAt":"\#(airs)","unit":"xinbei"}"#, .put)
        let filing = """
            {"items":[{"caseNumber":"\(appeal.number)","airsOn":"\(day)"}],"outline":"\(Secret.outline.rawValue)"}
            """
        try await pipeline.ask(.intake, path + "/filing", filing)
        #expect(Secret.told(in: "\(try await pipeline.ask(.intake, path, "", .get))") == ["outline"])
    }

    /// Refusals name the field and never what was in it.
    private static func checkProblems(_ pipeline: Pipeline, _ appeal: Appeal) async throws {
        let (name, phone, text) = (Secret.name.rawValue, Secret.phone.rawValue, Secret.text.rawValue)
        let order = try await appeal.workOrder()
        let callback = try await appeal.callback()
        let requests: [(ServiceName, HTTP.Method, String, String, refused: Int)] = [
            (.intake, .post, "appeals", #"{"text":"\#(text)",\#(citizen)"#, 400),
            (.intake, .post, "appeals", #"{"text":["\#(text)"],\#(citizen)}"#, 400),
            (.intake, .post, "appeals", #"{"text":"\#(text)","citizen":{"phone":\#(phone)}}"#, 400),
            (.intake, .post, "appeals", #"{"text":"\#(text)","citizen":"\#(name)"}"#, 400),
            (.intake, .post, "appeals", #"{"text":"\#(text)","category":"\#(name)","unit":"\#(phone)"}"#, 400),
            (.intake, .post, "appeals", #"{"text":"\#(text)","citizen":{"phone":"\#(phone)\#(name)"}}"#, 400),
            (.intake, .post, "appeals:batch", #"{"appeals":[{"text":"\#(text)","unit":"\#(name)"},{"text":7}]}"#, 207),
            (.intake, .post, "cases/\(appeal.number):amend", #"{"category":"\#(name)"}"#, 400),
            (.intake, .get, "cases/\(phone)", "", 404), (.intake, .post, "broadcasts/\(phone)/calls", "{}", 404),
            (.dispatch, .post, "work-orders/\(order)/answer", #"{"text":{"a":"\#(Secret.answer.rawValue)"}}"#, 400),
            (.dispatch, .post, "work-orders/\(order)/answer", #"{"text":"\#(Secret.answer.rawValue)\#(phone)"}"#, 409),
            (.dispatch, .post, "work-orders/\(order)/transfer", #"{"to":"\#(name)","reason":"\#(text)"}"#, 409),
            (.dispatch, .post, "work-orders/\(order)/pause", #"{"reason":"tel\#(phone)"}"#, 400),
            (.dispatch, .post, "work-orders/\(order)/file", #"{"form":"tel\#(phone)","receiver":"tel\#(phone)"}"#, 400),
            (.dispatch, .get, "work-orders/\(phone)", "", 404),
            (.deadlineWatcher, .get, "cases/\(phone)/deadlines", "", 404),
            (.callbackSurvey, .post, "callbacks/\(phone)/outcome", #"{"outcome":"\#(name)","note":"\#(text)"}"#, 404),
            (.callbackSurvey, .post, "callbacks/\(callback)/waive", #"{"reason":"tel\#(phone)"}"#, 400),
            (.notifier, .put, "subscriptions/\(phone)", #"{"url":"http://\#(phone)/"}"#, 400),
            (
                .notifier, .put, "subscriptions/x",
                #"{"url":"http://\#(phone).\#(name)/","types":["\#(text)"],"secret":"\#(text)"}"#, 400
            ),
        ]
        for (service, method, path, body, refused) in requests {
            let answer = try await pipeline[service].send(
                method, "/v1/districts/changzhou/\(path)", text: body, headers: pipeline.stack.authorization)
            #expect(answer.status == refused, "\(service.rawValue) \(path): \(answer)")
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

    /// What the product writes about many cases for others to read: counts, codes and times.
    private static func checkReports(_ pipeline: Pipeline, _ appeal: Appeal, _ show: String) async throws {
        let month = CivilDay(ofUTC: Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000)).description
            .prefix(7)
        let reports: [(ServiceName, String)] = [
            (.callbackSurvey, "ledger"), (.callbackSurvey, "broadcasts/\(show)/ledger"),
            (.callbackSurvey, "ledger/months/\(month)"), (.callbackSurvey, "inconsistencies"),
            (.dispatch, "suggestions/accuracy"), (.dispatch, "units"), (.intake, "broadcasts/\(show)/preparation"),
            (.intake, "repeats"), (.deadlineWatcher, "cases/\(appeal.id)/deadlines"), (.deadlineWatcher, "deadlines"),
            (.deadlineWatcher, "broadcasts/\(show)/deadlines"), (.deadlineWatcher, "supervisions"),
            (.notifier, "deliveries"),
        ]
        for (service, path) in reports {
            let report = try await pipeline.ask(service, "changzhou/\(path)", "", .get)
            #expect(Secret.told(in: "\(report)") == [], "\(service.rawValue) \(path)")
        }
        let season = try await pipeline.ask(.callbackSurvey, "changzhou/ledger", "", .get)
        #expect(season.object["appeals"] as? Int == 2)
    }

    /// Where plain text must stand: a message from outside that cannot be read cannot be sealed either, and is kept as it
    /// came until an operator has it handled or drops it.
    private static let keptAsItCame = "held_messages.data"

    /// What goes out on a topic is what the journals hold.
    private static func checkOutputs(_ pipeline: Pipeline, isPoisoned: Bool = false) async throws {
        for name in ServiceName.allCases {
            let log = try pipeline[name].said()
            #expect(log.contains("\"level\":\""), "\(name.rawValue) has logged nothing")
            #expect(Secret.told(in: log) == [], "in the log of \(name.rawValue)")
            let figures = try await pipeline[name].send(.get, "/metrics")
            #expect(figures.status == 200 && Secret.told(in: "\(figures)") == [], "in the figures of \(name.rawValue)")
            let told = try await columns(of: name, in: pipeline)
            let mayTell = isPoisoned && ![.intake].contains(name) ? [keptAsItCame] : []
            #expect(told == mayTell, "in \(name.rawValue)'s tables")
        }
    }

    /// The columns of a service's schema that tell a secret, as `table.column`; each of every table is read, whatever
    /// its type.
    private static func columns(of name: ServiceName, in pipeline: Pipeline) async throws -> [String] {
        let columns = try await pipeline.texts(
            name,
            """
            SELECT c.oid::regclass || '.' || quote_ident(attname) FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
            WHERE relkind IN ('r', 'm') AND relnamespace = current_schema()::regnamespace AND attnum > 0
                AND NOT attisdropped
            """)
        #expect(columns.contains { $0.hasPrefix("journal") && $0.hasSuffix(".data") })
        #expect(columns.contains("held_messages.data"))
        var found: [String] = []
        for column in columns {
            let dot = column.lastIndex(of: ".") ?? column.endIndex
            let values = try await pipeline.texts(
                name, "SELECT coalesce(\(column[dot...].dropFirst())::text, '') FROM \(column[..<dot])")
            if !Secret.told(in: values.joined(separator: "\n")).isEmpty { found.append(column) }
        }
        return found.sorted()
    }

    /// Planted as text and as bytes, alone and in lists, and in the server's log: all of it is found.
    private static func checkThatNothingIsOverlooked(_ pipeline: Pipeline, _ server: ServerLog) async throws {
        let name = Secret.name.rawValue
        _ = try await pipeline.stack.sql(
            "CREATE TABLE planted AS SELECT '\(name)' AS a, convert_to('\(name)', 'UTF8') AS b, ARRAY[convert_to('\(name)', 'UTF8')] AS c, 1 AS d"
        )
        #expect(try await columns(of: .intake, in: pipeline) == ["planted.a", "planted.b", "planted.c"])
        let before = try server.said()
        _ = try await pipeline.stack.sql("DO $$ BEGIN RAISE LOG 'planted \(name)'; END $$")
        #expect(Secret.told(in: try server.said(after: before)) == ["name"])
    }
}
