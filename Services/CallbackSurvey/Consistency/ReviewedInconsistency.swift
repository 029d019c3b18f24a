import Contracts
import Foundation
import Messaging
import Postgres
import RulePacks

/// How an inconsistency stands, as it is kept and as JSON.
struct ReviewedInconsistency: Encodable, Sendable {
    struct Made: Encodable, Sendable {
        let decision: Decision
        /// The name of the reviewer's token.
        let by: String
        let at: Instant
    }

    /// The texts as people read them; those that cannot be opened are missing.
    struct Texts: Encodable, Sendable {
        var onAir: String?
        var reply: String?
        var form: String?
    }

    let inconsistency: String
    let `case`: CaseID
    let caseNumber: CaseNumber
    let workOrder: WorkOrderID
    let unit: UnitID
    let round: Int
    let kind: Finding.Kind
    let score: Double
    let reasons: [Finding.Reason]
    let foundAt: Instant
    /// Of the form that was compared, such as `result/platform`; empty where none was.
    let part: String
    /// Nil while it is open.
    var decision: Made?
    /// While it is open, what the rules suggest.
    var suggestion: Decision?
    /// Where to look; in the list they are left out.
    var spans: [Finding.Span]?
    var texts: Texts?

    enum CodingKeys: String, CodingKey {
        case inconsistency, `case`, caseNumber, workOrder, unit, round, kind, score, reasons, foundAt, part, decision,
            suggestion, spans, texts, state
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(inconsistency, forKey: .inconsistency)
        try object.encode(`case`, forKey: .case)
        try object.encode(caseNumber, forKey: .caseNumber)
        try object.encode(workOrder, forKey: .workOrder)
        try object.encode(unit, forKey: .unit)
        try object.encode(round, forKey: .round)
        try object.encode(kind, forKey: .kind)
        try object.encode(score, forKey: .score)
        try object.encode(reasons, forKey: .reasons)
        try object.encode(foundAt, forKey: .foundAt)
        try object.encode(part, forKey: .part)
        try object.encode(decision == nil ? "open" : "decided", forKey: .state)
        try object.encodeIfPresent(decision, forKey: .decision)
        try object.encodeIfPresent(suggestion, forKey: .suggestion)
        try object.encodeIfPresent(spans, forKey: .spans)
        try object.encodeIfPresent(texts, forKey: .texts)
    }
}
