import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// Letters about what is decided about a matter, and to whom it is passed on.
@Suite struct DecisionLetterTests {
    private static let lines = """
        notifications:
          - {rule: DM-10, on: NoticeIssued, to: unit, by: email}
          - {rule: DM-12, on: ExtensionGranted, to: unit, by: email}
          - {rule: DM-30, on: ObjectionDecided, to: unit, by: email}
          - {rule: DM-31, on: WorkOrderTransferred, to: platform, by: email}

        """
    private static let order = WorkOrderID("0f4f2f3a-0000-4000-8000-000000000001")
    private static let due = Instant(rfc3339: "2016-06-16T09:30:00Z") ?? .earliest

    /// The one that a fact about a new case of Doumen's brings.
    private func letter<E: Event>(_ fact: (CaseID) -> E) async throws -> MailServer.Received {
        let server = MailServer()
        let fixture = try await NotifierFixture(
            at: NotifierFixture.morning, environment: NotifierFixture.settings(for: server))
        try await fixture.adopt("doumen", where: ("notifications:\n", Self.lines))
        try await enter("xinbei", "新北区", fixture)
        try await enter("education", "区教育局", fixture)
        let id = NotifierFixture.newCase()
        try await fixture.hear(
            AppealRegistered(
                case: id, caseNumber: CaseNumber("DM160607-000001"), category: .complaint, channel: .web,
                unit: "xinbei", isForeignMatter: false, isComplex: true, isAnonymous: true, callbackMethod: .none,
                packVersion: "doumen-2016.1"), of: "doumen")
        try await fixture.hear(fact(id), of: "doumen")
        #expect(try await fixture.deliverAll() == 1)
        return server.seen
    }

    private func enter(_ id: String, _ name: String, _ fixture: NotifierFixture) async throws {
        let unit = UnitID(id)
        let liaison = try fixture.seal(
            Liaison(mailbox: "\(id)@example.invalid"), "liaison", SealSubject(district: "doumen", unit: unit))
        try await fixture.hear(UnitChanged(unit: unit, name: name, aliases: [], liaison: liaison), of: "doumen")
    }

    @Test("DM-10: a notice reaches its unit with the limit that it sets") func notice() async throws {
        let seen = try await letter {
            NoticeIssued(case: $0, workOrder: Self.order, unit: "xinbei", due: Self.due)
        }
        #expect(seen.commands.contains("RCPT TO:<xinbei@example.invalid>"))
        #expect(seen.text.contains("事项：办理通知书") && seen.text.contains("Matter: Notice issued"))
        #expect(seen.text.contains("截止时间：2016-06-16 17:30"))
    }

    @Test("DM-12, X25: an extension reaches its unit with its clock and the new limit") func extended() async throws {
        let seen = try await letter {
            ExtensionGranted(
                case: $0, workOrder: Self.order, unit: "xinbei", clock: "complaint", due: Self.due,
                approver: "operator")
        }
        #expect(seen.commands.contains("RCPT TO:<xinbei@example.invalid>"))
        #expect(seen.text.contains("事项：延期批准") && seen.text.contains("时限：投诉调处"))
        #expect(seen.text.contains("Due: 2016-06-16 17:30"))
    }

    @Test(
        "DM-30: a unit reads in the letter whether its objection holds",
        arguments: [(true, "裁定：异议成立", "Ruling: upheld"), (false, "裁定：异议不成立", "Ruling: not upheld")])
    func ruling(isUpheld: Bool, chinese: String, english: String) async throws {
        let seen = try await letter {
            ObjectionDecided(
                case: $0, workOrder: Self.order, unit: "xinbei", isUpheld: isUpheld, by: "operator")
        }
        #expect(seen.commands.contains("RCPT TO:<xinbei@example.invalid>"))
        #expect(seen.text.contains(chinese) && seen.text.contains(english))
    }

    static let transfers: [(String?, String)] = [(nil, "转至：待平台确定"), ("education", "转至：区教育局")]

    @Test("DM-31: the platform reads which unit passes a matter on, and to whom", arguments: transfers)
    func transfer(to: String?, line: String) async throws {
        let seen = try await letter {
            WorkOrderTransferred(case: $0, workOrder: Self.order, unit: "xinbei", to: to.map { UnitID($0) })
        }
        #expect(seen.commands.contains("RCPT TO:<platform@doumen.example.invalid>"))
        #expect(seen.text.contains("单位：新北区") && seen.text.contains(line))
    }
}
