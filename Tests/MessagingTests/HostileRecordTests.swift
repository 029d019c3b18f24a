import Contracts
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct HostileRecordTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reason: String
        let spoil: @Sendable (inout [(String, String)], inout [UInt8]) -> Void
        var testDescription: String { reason }

        static func header(_ name: String, _ value: String?, _ reason: String) -> Case {
            Case(reason: reason) { headers, _ in
                headers.removeAll { $0.0 == name }
                if let value { headers.append((name, value)) }
            }
        }

        static func data(_ bytes: [UInt8], _ reason: String) -> Case { Case(reason: reason) { $1 = bytes } }
    }

    static let cases: [Case] = [
        Case(reason: "header ce_specversion is missing") { headers, _ in headers = [] },
        .header("ce_id", nil, "header ce_id is missing"),
        .header("ce_id", "17", "ce_id is not a UUID"),
        .header("ce_specversion", "0.3", "ce_specversion is not 1.0"),
        .header("ce_time", "yesterday", "ce_time is not an RFC 3339 time"),
        .header("ce_time", "2026-02-30T00:00:00Z", "ce_time is not an RFC 3339 time"),
        .header("ce_district", "*", "ce_district is malformed"),
        .header("ce_district", "a'; DROP TABLE inbox", "ce_district is malformed"),
        .header("ce_dataschema", "hotline:schemas/UnitChanged/x", "ce_dataschema names no version"),
        .header("ce_subject", "", "header ce_subject is missing"),
        .header("ce_subject", "unit/\u{0}x", "header ce_subject is malformed"),
        .header("ce_subject", "unit/\u{FFFD}", "header ce_subject is malformed"),
        .header("ce_subject", String(repeating: "x", count: 3_000), "header ce_subject is malformed"),
        .header("ce_correlationid", "a\nb", "header ce_correlationid is malformed"),
        .data([], "hotline.UnitChanged: is not JSON"),
        .data(Array("{".utf8), "hotline.UnitChanged: is not JSON"),
        .data(Array("[]".utf8), "hotline.UnitChanged: "),
        .data([0xFF, 0xFE, 0x00], "hotline.UnitChanged: is not JSON"),
        .data(Array(#"{"unit":7,"name":"n","aliases":[]}"#.utf8), "hotline.UnitChanged: unit is not a String"),
        .data(Array(#"{"unit":"u","aliases":[]}"#.utf8), "hotline.UnitChanged: name is missing"),
        .data(Array(#"{"unit":"u","name":null,"aliases":[]}"#.utf8), "hotline.UnitChanged: name is "),
        .data(
            Array(#"{"unit":"u","name":"a\u0000b","aliases":[]}"#.utf8),
            "holds a character that the database cannot store"),
        .data([UInt8](repeating: 0x5B, count: 900_000), "hotline.UnitChanged: "),
    ]

    @Test(arguments: cases) func isParkedWithItsReasonAndDelaysNobody(hostile: Case) async throws {
        let post = try await Post()
        let sound = try post.record(UnitChanged("sound"), offset: 1)
        try await post.inbox().handle([try hostile.spoiled(post), sound])
        try await post.inbox().handle([try hostile.spoiled(post), sound])
        #expect(try await post.heard() == ["sound"])
        #expect(post.reports.parked.count == 1)
        #expect(post.reports.parked.first?.hasPrefix(hostile.reason) == true, "\(post.reports.parked)")
        let told = try await post.sql("SELECT data::jsonb ->> 'reason' FROM journal WHERE topic = 'parked'")
        #expect(try told.map { try $0.decode(String.self) } == post.reports.parked)
    }

    @Test func allOfThemGoThroughTheBrokerAndTheSoundOneIsHandled() async throws {
        let post = try await Post()
        let spoiled = try Self.cases.map { try $0.spoiled(post) }
        try await post.publish(spoiled + [try post.record(UnitChanged("sound"))])
        try await whileRunning(post.inbox().run) {
            try await eventually("everything is through", within: .seconds(20)) {
                let held = try await post.count("held_messages")
                return try await post.heard().count == 1 && held >= Self.cases.count ? true : nil
            }
        }
        #expect(try await post.count("held_messages") == Self.cases.count)
    }

    /// An operator could release one, once.
    @Test func whatCannotBeReadIsParkedAgainHoweverItWasReleased() async throws {
        let post = try await Post()
        let inbox = post.inbox(
            Handlers().onBatch(of: [.units]) { envelopes, _, _ in throw NotYet("pack/\(envelopes[0].district)") })
        let topic = Topic.units.name(in: post.settings.namespace)
        try await inbox.handle([
            ConsumedRecord(topic: topic, partition: 2, offset: 7, key: "", headers: [], value: [1], timestamp: 0)
        ])
        try await post.sql("UPDATE held_messages SET kind = 'waiting', reference = 'operator'")
        #expect(try await inbox.releaseWaiting() == 0)
        #expect(try await post.held() == ["\(topic)[2]@7 parked"])
        #expect(post.reports.parked == ["header ce_specversion is missing", "cannot be read"])
    }

    @Test func whatNobodyHandlesIsMarkedAndForgotten() async throws {
        let post = try await Post()
        let unknown = try post.record(
            WorkOrderSigned(case: CaseID("c"), workOrder: WorkOrderID("w"), unit: UnitID("u")))
        try await post.inbox().handle([unknown])
        #expect(try await post.count("inbox") == 1)
        #expect(try await post.held() == [])
    }

    @Test func anAbsurdTimeOfTheBrokersClockIsNoObstacle() async throws {
        let post = try await Post()
        let record = ConsumedRecord(
            topic: Topic.units.name(in: post.settings.namespace), partition: 0, offset: 0, key: "", headers: [],
            value: [], timestamp: .max)
        try await post.inbox().handle([record])
        #expect(try await post.count("held_messages") == 1)
    }
}

extension HostileRecordTests.Case {
    func spoiled(_ post: Post) throws -> ConsumedRecord {
        let sound = try post.record(UnitChanged("hostile"))
        var (headers, value) = (sound.headers, sound.value)
        spoil(&headers, &value)
        // What a test publishes many times over must not be taken for one message.
        let offset = Int64(reason.utf8.count)
        return ConsumedRecord(
            topic: sound.topic, partition: 0, offset: offset, key: "k", headers: headers, value: value, timestamp: 0)
    }
}
