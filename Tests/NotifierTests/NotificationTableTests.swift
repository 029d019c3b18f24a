import Contracts
import Foundation
import NotifierService
import RulePacks
import Sealing
import TestSupport
import Testing

@testable import Messaging

/// Every line of both packs that says who is told of what.
@Suite struct NotificationTableTests {
    struct Line: CustomTestStringConvertible, Sendable {
        let rule: String
        let district: String
        let event: String
        /// Fields beside the case, its unit and work order.
        var fields: [String: String] = [:]
        var isUpheld: Bool?
        let told: [String]

        var testDescription: String { "\(rule) \(district): \(event)" }
    }

    private static let deadline = ["owes": "unit", "clock": "sign", "due": "2020-05-14T03:00:00Z"]

    static let lines: [Line] =
        ["changzhou", "doumen"].flatMap { district in
            let isChangzhou = district == "changzhou"
            let withdrawn = isChangzhou ? "close" : "complaint"
            return [
                Line(
                    rule: isChangzhou ? "CZ-18" : "DM-30", district: district, event: "WorkOrderObjected",
                    told: ["operator mail"]),
                Line(
                    rule: isChangzhou ? "CZ-18" : "DM-30", district: district, event: "ObjectionDecided",
                    isUpheld: true, told: ["unit/xinbei mail"]),
                Line(
                    rule: isChangzhou ? "CZ-18" : "DM-30", district: district, event: "ObjectionDecided",
                    isUpheld: false, told: ["unit/xinbei mail"]),
                Line(
                    rule: isChangzhou ? "CZ-54" : "DM-25", district: district, event: "DeadlineApproaching",
                    fields: deadline, told: ["unit/xinbei mail"]),
                Line(
                    rule: isChangzhou ? "CZ-53" : "DM-12", district: district, event: "DeadlineMissed",
                    fields: deadline,
                    told: ["operator mail", "unit/xinbei mail"]),
                Line(
                    rule: isChangzhou ? "CZ-53" : "DM-12", district: district, event: "DeadlineMissWithdrawn",
                    fields: ["clock": withdrawn], told: ["operator mail", "unit/xinbei mail"]),
                Line(
                    rule: isChangzhou ? "CZ-59" : "DM-27", district: district, event: "SupervisionProposed",
                    told: ["supervisor mail"]),
                Line(
                    rule: isChangzhou ? "CZ-59" : "DM-27", district: district, event: "SupervisionWithdrawn",
                    told: ["supervisor mail"]),
                Line(
                    rule: isChangzhou ? "CZ-59" : "DM-27", district: district, event: "SupervisionLetterIssued",
                    told: ["unit/xinbei mail"]),
                Line(
                    rule: isChangzhou ? "CZ-58" : "DM-29", district: district, event: "CallbackScheduled",
                    fields: ["method": "text"], told: ["citizen text"]),
                Line(
                    rule: isChangzhou ? "CZ-58" : "DM-29", district: district, event: "CallbackScheduled",
                    fields: ["method": "phone"], told: []),
            ]
        } + [
            Line(rule: "CZ-59", district: "changzhou", event: "ReworkOrdered", told: ["unit/xinbei mail"]),
            Line(rule: "CZ-56", district: "changzhou", event: "WorkOrderAnswered", told: ["station mail"]),
            Line(rule: "CZ-53", district: "changzhou", event: "ReferralProposed", told: ["supervisor mail"]),
            Line(
                rule: "CZ-21", district: "changzhou", event: "ReferralDecided", isUpheld: true,
                told: ["discipline mail"]),
            Line(rule: "CZ-21", district: "changzhou", event: "ReferralDecided", isUpheld: false, told: []),
            Line(rule: "DM-12", district: "doumen", event: "OverdueFiled", told: ["supervisor mail"]),
            Line(
                rule: "DM-10", district: "doumen", event: "NoticeIssued", fields: ["due": "2020-05-21T09:30:00Z"],
                told: ["unit/xinbei mail"]),
            Line(
                rule: "DM-12", district: "doumen", event: "ExtensionGranted",
                fields: ["clock": "complaint", "due": "2020-05-21T09:30:00Z"], told: ["unit/xinbei mail"]),
            Line(rule: "DM-31", district: "doumen", event: "WorkOrderTransferred", told: ["platform mail"]),
            Line(
                rule: "DM-28", district: "doumen", event: "SupervisionAnswered", fields: ["supervision": "letter-1"],
                told: ["citizen text"]),
            Line(rule: "DM-40", district: "doumen", event: "AccountabilityProposed", told: ["supervisor mail"]),
            Line(
                rule: "DM-34", district: "doumen", event: "FormFiled", fields: ["leadUnit": "housing"],
                told: ["unit/housing mail"]),
        ]

    @Test("CZ-21, CZ-53, CZ-56, DM-12, DM-27, DM-28: who is told of what", arguments: lines) func isTold(line: Line)
        async throws
    {
        let fixture = try await Self.shared(line.district)
        let id = try await Self.sendOut(WorkOrderID(UUID().uuidString.lowercased()), fixture, of: line.district)
        try await fixture.hosting.inbox.handle([try Self.envelope(line, id, at: fixture.clock.now())])
        let event = "hotline.\(line.event)"
        let told = try await fixture.asAdmin(
            """
            SELECT recipient || ' ' || way FROM test_notifier.deliveries
            WHERE event_type = '\(event)' AND case_id = '\(id)' ORDER BY 1
            """
        ).map { try $0.decode(String.self) }
        #expect(told == line.told)
    }

    @Test(
        "CZ-42, DM-10: who raised a matter, and who got the work order, are told", arguments: ["changzhou", "doumen"])
    func cases(district: String) async throws {
        let (fixture, id) = try await Self.district(district)
        try await fixture.hear(
            WorkOrderClosed(
                case: id, workOrder: Self.order, unit: "xinbei", round: 1, callbackMethod: .phone,
                isAnonymous: false), of: district)
        #expect(
            try await fixture.rows() == [
                "citizen text pending", "citizen text pending", "unit/xinbei mail pending",
            ])
    }

    @Test("DM-28: who raised a matter is told of an answer under a letter, also where the unit assists")
    func anAssistantsAnswerUnderALetter() async throws {
        let (fixture, id) = try await Self.district("doumen")
        let assisting = WorkOrderID("0f4f2f3a-0000-4000-8000-000000000002")
        try await fixture.hear(
            WorkOrderDispatched(
                case: id, workOrder: assisting, caseNumber: CaseNumber("N-1"), unit: "housing", basis: .joint,
                isLead: false, round: 1, category: .complaint, channel: .web, isForeignMatter: false, isComplex: false,
                isAnonymous: false, callbackMethod: .text, registeredAt: fixture.clock.now(),
                packVersion: "doumen-2016.1"), of: "doumen")
        let before = try await fixture.rows().filter { $0.hasPrefix("citizen") }.count
        try await fixture.hear(
            SupervisionAnswered(
                case: id, supervision: SupervisionID("0f4f2f3a-0000-4000-8000-000000000003"), workOrder: assisting,
                unit: "housing"), of: "doumen")
        #expect(try await fixture.rows().filter { $0.hasPrefix("citizen") }.count == before + 1)
    }

    @Test("CZ-20, DM-45: who raised a repeat is told of it", arguments: ["changzhou", "doumen"])
    func links(district: String) async throws {
        let (fixture, id) = try await Self.district(district)
        let before = try await fixture.rows().count
        try await fixture.hear(AppealLinked(case: id, parent: NotifierFixture.newCase()), of: district)
        #expect(try await fixture.rows().filter { $0.hasPrefix("citizen text") }.count == 2)
        #expect(try await fixture.rows().count == before + 1)
    }

    @Test(
        "CZ-11, DM-23, X11: the programme team is told of a request for leave, or the two offices that it is addressed to",
        arguments: [
            ("changzhou", ["station mail pending"]),
            ("doumen", ["office/work-committee mail pending", "supervisor mail pending"]),
        ])
    func leave(district: String, told: [String]) async throws {
        let (fixture, _) = try await Self.district(district)
        try await fixture.hear(
            LeaveRequested(broadcast: BroadcastID("2020-05-14"), unit: "xinbei", isWritten: true), of: district)
        let others = try await fixture.rows().filter { !$0.hasPrefix("unit/") && !$0.hasPrefix("citizen") }
        #expect(others == told)
    }

    @Test func noLineOfThePacksIsLeftOut() throws {
        for district in ["changzhou", "doumen"] {
            let file = "districts/\(district)/pack.yaml"
            let pack = try RulePack(source: NotifierFixture.deploy(file), file: file)
            let here = Set(Self.lines.filter { $0.district == district }.map(\.event))
            let elsewhere: Set = [
                "AppealRegistered", "WorkOrderDispatched", "WorkOrderClosed", "LeaveRequested",
                // `LinkTests`, `ContactChangeTests`
                "AppealLinked", "UnitChanged",
                // `CopyTests`
                "ListSent",
            ]
            #expect(Set(pack.notifications.map(\.on)).subtracting(elsewhere) == here)
        }
    }

    private static let order = WorkOrderID("0f4f2f3a-0000-4000-8000-000000000001")

    /// One for all lines of a district: each has a case of its own.
    private static func shared(_ district: String) async throws -> NotifierFixture {
        try await (district == "changzhou" ? changzhou : doumen).value
    }

    private static let changzhou = Task { try await fixture("changzhou") }
    private static let doumen = Task { try await fixture("doumen") }

    private static func fixture(_ district: String) async throws -> NotifierFixture {
        let fixture = try await NotifierFixture(at: NotifierFixture.morning)
        try await fixture.adopt(district)
        return fixture
    }

    /// With one case, sent out to `xinbei`.
    private static func district(_ district: String) async throws -> (NotifierFixture, CaseID) {
        let fixture = try await fixture(district)
        return (fixture, try await sendOut(order, fixture, of: district))
    }

    /// A new case.
    private static func sendOut(
        _ order: WorkOrderID, _ fixture: NotifierFixture, of district: String
    ) async throws -> CaseID {
        let id = NotifierFixture.newCase()
        let version = district == "changzhou" ? "changzhou-2020.1" : "doumen-2016.1"
        let citizen = try fixture.seal(
            Citizen(name: "李群众", phone: NotifierFixture.phone), "citizen",
            SealSubject(district: DistrictID(district), case: id))
        let appeal = AppealRegistered(
            case: id, caseNumber: CaseNumber("N-1"), category: .complaint, channel: .web, unit: "xinbei",
            isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .text, citizen: citizen,
            packVersion: version)
        try await fixture.hear(appeal, of: district)
        try await fixture.hear(
            WorkOrderDispatched(
                case: id, workOrder: order, caseNumber: appeal.caseNumber, unit: "xinbei", basis: .direct, isLead: true,
                round: 1, category: .complaint, channel: .web, isForeignMatter: false, isComplex: false,
                isAnonymous: false, callbackMethod: .text, registeredAt: fixture.clock.now(), packVersion: version),
            of: district)
        return id
    }

    private static func envelope(_ line: Line, _ id: CaseID, at time: Instant) throws -> Envelope {
        let type = "hotline.\(line.event)"
        let known = try #require(EventCatalog.all.first { $0.type == type })
        var data: [String: Any] = ["case": id.rawValue, "unit": "xinbei", "workOrder": "order-1"]
        for (name, value) in line.fields { data[name] = value }
        if let isUpheld = line.isUpheld { data["isUpheld"] = isUpheld }
        let event = UUID().uuidString.lowercased()
        return Envelope(
            id: EventID(event), type: type, schemaVersion: 1, source: "test", subject: id.rawValue, time: time,
            district: DistrictID(line.district), topic: known.topic, sequence: "0", correlationID: event,
            causationID: event, traceparent: nil, data: [UInt8](try JSONSerialization.data(withJSONObject: data)))
    }
}
