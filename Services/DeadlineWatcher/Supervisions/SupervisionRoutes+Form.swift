import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

/// Who issues a letter and what the form of a proposal is, each district's own rule (X22, X23).
extension SupervisionRoutes {
    /// - Returns: the role that issues letters.
    /// - Throws: `Problem` 403 for another role, 404 for an unknown district.
    func requireIssuer(_ caller: Caller, of district: DistrictID) async throws -> String {
        guard case .text(let issuer) = try await policy(.supervisionIssuer, of: district) else { return "supervisor" }
        guard caller.grant.roles.contains(where: { $0.rawValue == issuer }) else {
            throw Problem(403, detail: "In this district letters are issued by the \(issuer).")
        }
        return issuer
    }

    @Sendable func form(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response {
        let (district, text) = (try parameters.district(), try parameters.require("supervision"))
        guard text.isUUID else { throw Self.unknown }
        guard try await policy(.supervisionProposalForm, of: district) == .text("minimal") else {
            throw Problem.conflict("This district has no form for a proposal of supervision.")
        }
        let desk = kit.desk
        let form = try await kit.store.read(in: district) { transaction in
            guard let known = try transaction.supervision(SupervisionID(text.lowercased()), in: district) else {
                throw Self.unknown
            }
            guard known.proposedAt != nil else { throw Problem.conflict("No letter has been proposed.") }
            let rows = try transaction.deadlines(of: known.case, in: district).filter { $0.run.id == known.deadline }
            let deadline = try desk.views(rows, in: district, transaction).first
            let number = try transaction.states(of: [known.case], in: district)[known.case]?.1
            return ProposalForm(of: known, deadline, number)
        }
        return try .json(form)
    }

    private func policy(_ key: PolicyKey, of district: DistrictID) async throws -> PolicyValue {
        let (register, now) = (kit.register, kit.clock.now())
        return try await kit.store.read(in: district) { transaction in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            // Which version is in force, the day in the district's own zone decides.
            let zone = try register.current(of: district, on: CivilDay(ofUTC: now), in: transaction).pack.hours.zone
            return try register.current(of: district, on: zone.day(of: now), in: transaction).pack.policy(key)
        }
    }
}

/// The proposal of a supervision (建议督办表). The documents name the form and print no template (X23): what a supervisor
/// must know to issue a letter, and no personal data.
struct ProposalForm: Encodable, Sendable {
    let title = Title(zh: "建议督办表", en: "Proposal of supervision")
    let supervision: SupervisionID
    let caseNumber: CaseNumber?
    let unit: UnitID?
    let workOrder: WorkOrderID?
    let rule: RuleID?
    /// Where the rule is written.
    let clause: String?
    /// What was owed.
    let duty: Title?
    let due: Instant?
    /// Why it is due then, in Chinese and English; absent where no deadline was missed.
    let reckoning: Title?
    /// A code: `overdue`, `notSolved`, `reworkExhausted`.
    let ground: String?
    /// The role that drew it up.
    let drafter: String?
    let proposedAt: Instant?

    init(of known: Supervision, _ deadline: DeadlineView?, _ number: CaseNumber?) {
        (supervision, caseNumber, unit, workOrder) = (known.supervision, number, known.unit, known.workOrder)
        (rule, clause, duty, due) = (known.rule, deadline?.clause, deadline?.title, deadline?.due)
        reckoning = deadline.map { Title(zh: $0.explanation.zh, en: $0.explanation.en) }
        (ground, drafter, proposedAt) = (known.ground, known.drafter, known.proposedAt)
    }
}
