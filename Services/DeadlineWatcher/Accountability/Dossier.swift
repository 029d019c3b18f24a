import Contracts
import Messaging
import Postgres

/// All that a person needs to decide about a proposal: what happened and when, every deadline with its reckoning, what
/// supervision did, and where the texts are read: the service that holds them opens them for whoever decides.
struct Dossier: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        /// An event's name, such as `WorkOrderAnswered`.
        let event: String
        let at: Instant
        let unit: UnitID?
        /// Who did it; nil where nobody in particular did, where it was not recorded, and in what is older.
        let account: String?
        let workOrder: WorkOrderID?
        /// What it said, in codes.
        let details: [String: String]
    }

    let proposal: Accountability
    let caseNumber: CaseNumber?
    /// In the order in which it happened.
    let timeline: [Entry]
    let deadlines: [DeadlineView]
    let supervisions: [Supervision]
    /// The path, at callback-survey, under which the answer on air, the replies and the forms are read.
    let textsAt: String
    /// Every unit that had part in it.
    let units: [UnitID]
    /// Every account that answered or decided in it.
    let accounts: [String]
}

extension Transaction {
    borrowing func dossier(
        of proposal: Accountability, in district: DistrictID, _ desk: DeadlineDesk, _ texts: CaseTexts
    ) throws -> Dossier {
        let (state, number) =
            try states(of: [proposal.case], in: district)[proposal.case]
            ?? (CaseState(case: proposal.case), nil)
        let deadlines = try desk.views(try deadlines(of: proposal.case, in: district), in: district, self)
        return Dossier(
            proposal: proposal, caseNumber: number, timeline: state.facts.map(Dossier.Entry.init),
            deadlines: deadlines,
            supervisions: try supervisions(of: proposal.case, in: district).map { $0.opened(by: texts) },
            textsAt: "/v1/districts/\(district)/cases/\(proposal.case)/texts",
            units: Set(state.facts.compactMap(\.unit)).sorted(),
            accounts: Set(state.facts.compactMap(\.account)).sorted())
    }
}

extension Dossier.Entry {
    fileprivate init(_ fact: Fact) {
        var details: [String: String] = [:]
        for pair in fact.attributes.pairs {
            switch pair.value {
            case .text(let text): details[pair.attribute.rawValue] = text
            case .number(let number): details[pair.attribute.rawValue] = "\(number)"
            case .flag(let flag): details[pair.attribute.rawValue] = "\(flag)"
            case .instant(let instant): details[pair.attribute.rawValue] = instant.rfc3339
            }
        }
        self.init(
            event: fact.kind.rawValue, at: fact.at, unit: fact.unit, account: fact.account, workOrder: fact.workOrder,
            details: details)
    }
}
