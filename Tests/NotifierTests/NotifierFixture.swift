import Contracts
import Foundation
import Messaging
import NotifierService
import Sealing
import TestSupport

/// Notifier with Changzhou's rule pack adopted and one unit with a liaison known.
typealias NotifierFixture = ServiceFixture<NotifierService>

extension ServiceFixture<NotifierService> {
    static var changzhou: String { "/v1/districts/changzhou" }
    /// 2020-05-14, 09:30 in Changzhou.
    static var morning: Instant { Instant(rfc3339: "2020-05-14T01:30:00Z") ?? .earliest }
    static var phone: String { "13800138000" }
    static var mailbox: String { "liaison.xinbei@example.invalid" }

    static func changzhou(environment: [String: String] = [:]) async throws -> NotifierFixture {
        let fixture = try await NotifierFixture(at: morning, environment: environment)
        try await fixture.adopt("changzhou")
        try await fixture.hear(
            UnitChanged(
                unit: "xinbei", name: "新北区", aliases: [],
                liaison: fixture.seal(
                    Liaison(name: "王联络", mailbox: mailbox, phone: "13900139000"), "liaison",
                    SealSubject(district: "changzhou", unit: "xinbei"))))
        return fixture
    }

    func seal(_ value: some Encodable, _ field: String, _ subject: SealSubject) throws -> SealedText {
        try keys.seal(
            [UInt8](JSONEncoder().encode(value)), field: field, of: subject,
            month: Month(CivilDay(ofUTC: clock.now())))
    }

    /// An appeal with a citizen who left name and number.
    func appeal(_ id: CaseID = Self.newCase(), number: String = "CZ200514-000042") throws -> AppealRegistered {
        AppealRegistered(
            case: id, caseNumber: CaseNumber(number), category: .complaint, channel: .web, unit: "xinbei",
            isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .phone,
            citizen: try seal(
                Citizen(name: "李群众", phone: Self.phone), "citizen", SealSubject(district: "changzhou", case: id)),
            packVersion: "changzhou-2020.1")
    }

    static func newCase() -> CaseID { CaseID(UUID().uuidString.lowercased()) }

    func dispatched(_ appeal: AppealRegistered, to unit: UnitID = "xinbei", isLead: Bool = true) -> WorkOrderDispatched
    {
        WorkOrderDispatched(
            case: appeal.case, workOrder: WorkOrderID(UUID().uuidString.lowercased()), caseNumber: appeal.caseNumber,
            unit: unit, basis: isLead ? .direct : .joint, isLead: isLead, round: 1, category: .complaint, channel: .web,
            isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .phone,
            registeredAt: clock.now(), packVersion: appeal.packVersion)
    }

    func missed(_ id: CaseID, owes: String = "unit", unit: UnitID? = "xinbei") -> DeadlineMissed {
        DeadlineMissed(
            case: id, deadline: DeadlineID(UUID().uuidString.lowercased()), clock: "close", rule: "CZ-44",
            workOrder: nil, unit: unit, owes: owes, due: Instant(rfc3339: "2020-06-28T09:30:00Z") ?? .earliest)
    }

    /// `recipient way state`, in order.
    func rows() async throws -> [String] {
        try await asAdmin(
            "SELECT recipient || ' ' || way || ' ' || state FROM test_notifier.deliveries ORDER BY 1"
        ).map { try $0.decode(String.self) }
    }

    /// Delivers until nothing is due.
    @discardableResult
    func deliverAll() async throws -> Int {
        var total = 0
        while true {
            let count = try await hosting.service.deliverDue()
            if count == 0 { return total }
            total += count
        }
    }
}

extension UnitID: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension ClockName: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension RuleID: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension DistrictID: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}
