import Contracts
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct InboxTests {
    @Test func aRedeliveryChangesNothing() async throws {
        let post = try await Post()
        let inbox = post.inbox()
        let records = try (0..<20).map { try post.record(UnitChanged("u:\($0)")) }
        try await inbox.handle(records)
        try await inbox.handle(records + records)
        #expect(try await post.heard() == (0..<20).map { "u:\($0)" })
    }

    @Test func oneBadMessageParksItselfAndNoNeighbour() async throws {
        let post = try await Post()
        let inbox = post.inbox(Self.refusing("bad"))
        let names = (0..<101).map { $0 == 60 ? "bad:60" : "u\($0):\($0)" }
        try await inbox.handle(names.map { try post.record(UnitChanged($0)) })
        #expect(try await post.heard() == names.filter { $0 != "bad:60" })
        #expect(try await post.held() == ["unit/bad parked"])
        #expect(try await post.count("inbox") == 101)
        #expect(post.reports.parked == ["refused"])
    }

    @Test func oneBadMessageCostsAFewTransactionsNotOneEach() async throws {
        let post = try await Post()
        let tries = Countdown(0)
        let handlers = tries.counting(refusing: "bad:1", with: RuleBroken("refused"))
        try await post.inbox(handlers).handle(
            (0..<512).map { try post.record(UnitChanged($0 == 300 ? "bad:1" : "u:\($0)")) })
        #expect(tries.count == 19)
        #expect(try await post.heard().count == 511)
    }

    @Test func whatIsParkedIsToldWithTopicAndKey() async throws {
        let post = try await Post()
        let id = "01234567-89ab-4def-8123-456789abcdef"
        try await post.inbox(Self.refusing("bad")).handle([try post.record(UnitChanged("bad"), id: id)])
        let rows = try await post.sql("SELECT data FROM journal WHERE topic = 'parked'")
        let told = try JSONCoding.decoder.decode(
            MessageParked.self, from: Array(try #require(rows.first).decode(String.self).utf8))
        #expect(told.message == EventID(id) && told.consumer == "ear" && told.reason == "refused")
        #expect(told.sourceTopic == "\(post.settings.namespace).units")
        #expect(told.sourceKey == "changzhou/unit/bad" && told.subject == "unit/bad")
    }

    @Test func laterMessagesOfAParkedSubjectStayBehindItOnEveryTopic() async throws {
        let post = try await Post()
        let inbox = post.inbox(
            Self.refusing("case-1").on(WorkOrderSigned.self) { message, transaction, _ in
                try transaction.note("signed", of: message.envelope)
            })
        let order = WorkOrderSigned(case: CaseID("unit/case-1"), workOrder: WorkOrderID("w"), unit: UnitID("water"))
        try await inbox.handle([
            try post.record(UnitChanged("case-1:1")), try post.record(UnitChanged("case-2:2")),
        ])
        try await inbox.handle([
            try post.record(UnitChanged("case-1:3")), try post.record(order), try post.record(UnitChanged("case-2:4")),
        ])
        #expect(try await post.heard() == ["case-2:2", "case-2:4"])
        #expect(
            try await post.held() == ["unit/case-1 parked", "unit/case-1 behind", "unit/case-1 behind"])
    }

    @Test func aFactThatCameTooEarlyWaitsAndIsReleasedInOrder() async throws {
        let post = try await Post()
        let inbox = post.inbox(Self.needingAnOrder)
        try await inbox.handle(["case-1:1", "case-1:2", "case-2:3"].map { try post.record(UnitChanged($0)) })
        #expect(try await post.heard() == [])
        #expect(
            try await post.held() == ["unit/case-1 waiting", "unit/case-1 behind", "unit/case-2 waiting"])
        try await inbox.handle([
            try post.record(
                WorkOrderSigned(case: CaseID("unit/case-1"), workOrder: WorkOrderID("w"), unit: UnitID("water")))
        ])
        #expect(try await post.heard() == ["unit/case-1", "case-1:1", "case-1:2"])
        #expect(try await post.held() == ["unit/case-2 waiting"])
        #expect(try await post.count("journal") == 0)
    }

    @Test func whatWaitsIsFoundByTheSweepAfterARestart() async throws {
        let post = try await Post()
        let inbox = post.inbox(Self.needingAnOrder)
        try await inbox.handle(["case-1:1", "case-1:2"].map { try post.record(UnitChanged($0)) })
        // As if the process had died between the commit and the release.
        try await post.sql("INSERT INTO heard (subject) VALUES ('unit/case-1')")
        try await whileRunning(post.inbox(Self.needingAnOrder).run) {
            try await eventually("both are handled", within: .seconds(15)) {
                try await post.held().isEmpty ? true : nil
            }
        }
        #expect(try await post.heard() == ["case-1:1", "case-1:2"])
    }

    @Test func whatIsBehindNothingAnyMoreIsReleasedToo() async throws {
        let post = try await Post()
        let inbox = post.inbox(Self.needingAnOrder)
        try await inbox.handle(["case-1:1", "case-1:2"].map { try post.record(UnitChanged($0)) })
        // Another instance has handled the first in the moment in which this one put the second behind it.
        try await post.sql("DELETE FROM held_messages WHERE kind = 'waiting'")
        try await post.sql("INSERT INTO heard (subject) VALUES ('unit/case-1')")
        #expect(try await inbox.releaseWaiting() == 0)
        #expect(try await post.heard() == ["case-1:2"])
        #expect(try await post.held() == [])
    }

    @Test func instancesThatReleaseAtOnceHandleOnce() async throws {
        let post = try await Post()
        let inbox = post.inbox(Self.needingAnOrder)
        let names = (0..<60).map { "case-\($0):\($0)" }
        try await inbox.handle(names.map { try post.record(UnitChanged($0)) })
        try await post.sql("INSERT INTO heard (subject) SELECT 'unit/case-' || n FROM generate_series(0, 59) n")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { _ = try await post.inbox(Self.needingAnOrder).releaseWaiting() }
            }
            try await group.waitForAll()
        }
        #expect(try await post.heard().sorted() == names.sorted())
    }

    @Test func aSweepIsBoundedAndGoesOnWhereItEnded() async throws {
        let post = try await Post()
        let inbox = post.inbox(Self.needingAnOrder)
        try await inbox.handle((0..<150).map { try post.record(UnitChanged("case-\($0):\($0)")) })
        let next = try await inbox.releaseWaiting()
        #expect(next > 0)
        #expect(try await inbox.releaseWaiting(after: next) == 0)
    }

    @Test func aHeldMessageThatFailsForAPassingReasonHoldsUpNoOther() async throws {
        let post = try await Post()
        try await post.inbox(Self.needingAnOrder).handle(
            ["case-1:1", "case-2:2"].map { try post.record(UnitChanged($0)) })
        let inbox = post.inbox(
            Handlers().on(UnitChanged.self) { message, transaction, _ in
                if message.event.name == "case-1:1" { throw Countdown.Passing() }
                try transaction.note(message)
            })
        #expect(try await inbox.releaseWaiting() == 0)
        #expect(try await post.heard() == ["case-2:2"])
        #expect(try await post.held() == ["unit/case-1 waiting"])
        #expect(post.reports.retries == 1)
    }

    @Test func aPassingFaultIsTriedAgainWithNothingLostAndNothingTwice() async throws {
        let post = try await Post()
        let faults = Countdown(7)
        let handlers = Handlers().on(UnitChanged.self) { message, transaction, _ in
            try transaction.note(message)
            if message.event.name == "u:7" { try faults.fail() }
        }
        try await post.publish((0..<20).map { try post.record(UnitChanged("u:\($0)")) })
        try await whileRunning(post.inbox(handlers).run) {
            try await eventually("all are handled", within: .seconds(20)) {
                try await post.heard().count == 20 ? true : nil
            }
        }
        #expect(try await post.heard() == (0..<20).map { "u:\($0)" })
        #expect(post.reports.retries > 0)
        #expect(try await post.held() == [])
    }

    /// Refuses for good what is about one unit.
    private static func refusing(_ unit: String) -> Handlers {
        Handlers().on(UnitChanged.self) { message, transaction, _ in
            if message.event.unit == UnitID(unit) { throw RuleBroken("refused") }
            try transaction.note(message)
        }
    }

    /// Units are heard only after the order of the same subject.
    private static var needingAnOrder: Handlers {
        Handlers().on(UnitChanged.self) { message, transaction, _ in
            let subject = message.envelope.subject
            guard try !transaction.run("SELECT 1 FROM heard WHERE subject = \(subject)").isEmpty else {
                throw NotYet(subject)
            }
            try transaction.note(message)
        }
        .on(WorkOrderSigned.self) { message, transaction, pen in
            try transaction.note(message.envelope.subject, of: message.envelope)
            pen.announce(message.envelope.subject)
        }
    }
}
