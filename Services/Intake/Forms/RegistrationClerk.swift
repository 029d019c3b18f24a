import Contracts
import RulePacks
import Sealing
import ServiceKit

/// Fills in the boxes of the registration form for one matter, as far as it is known by now.
struct RegistrationClerk: Sendable {
    let rings: Rings
    let facts: DistrictFacts
    let log: Log

    func entry(of row: CaseRow, _ heard: [CaseFact]) -> RegistrationForm.Entry {
        let isReport = row.appeal.category == .report
        return RegistrationForm.Entry(
            caseNumber: row.number, category: row.appeal.category, isTextWithheld: isReport && row.text != nil,
            fields: whoAndWhat(row, heard, isReport: isReport) + whatBecame(row, heard))
    }

    private func whoAndWhat(_ row: CaseRow, _ heard: [CaseFact], isReport: Bool) -> [FormField] {
        // Who has asked since not to be named is on no form, though it was sealed before that.
        let citizen = row.appeal.isAnonymous ? nil : opened(row.citizen, of: row) { try $0.openCitizen($1) }
        let isGone = row.citizen != nil && citizen == nil && !row.appeal.isAnonymous
        let name = isGone ? nil : Citizen.complainant(citizen, isAnonymous: row.appeal.isAnonymous)
        let text = isReport ? nil : opened(row.text, of: row) { try $0.open($1, .text) }
        // After a transfer it is the unit that it went to.
        let sent = heard.last { $0.type == WorkOrderDispatched.type && ($0.round ?? 1) == 1 }
        let unit = sent?.unit.map { facts.units[$0] ?? $0.rawValue }
        return [
            FormField("complainant", zh: "投诉人姓名", en: "Complainant", name),
            FormField("address", zh: "地址", en: "Address", citizen?.address),
            FormField("phone", zh: "电话", en: "Telephone", citizen?.phone),
            FormField("acceptedAt", zh: "受理时间", en: "Accepted at", at: row.registeredAt),
            FormField("passedTo", zh: "转办部门及时间", en: "Passed to, and when", unit, at: sent?.happenedAt),
            FormField("matter", zh: "反映的主要问题", en: "The matter", text),
        ]
    }

    /// - Parameter heard: without what assistants have said.
    private func whatBecame(_ row: CaseRow, _ heard: [CaseFact]) -> [FormField] {
        let answered = heard.last { $0.type == WorkOrderAnswered.type }
        let answer = opened(heard.last { $0.answer != nil }?.answer, of: row) { try $0.open($1, .answer) }
        let closedAt = heard.last { $0.type == WorkOrderClosed.type }?.happenedAt
        let (first, last) = signatories
        return first + [
            FormField("result", zh: "办理结果", en: "Result", answer, at: closedAt, signedBy: .handler),
            FormField(
                "feedback", zh: "向投诉人反馈情况", en: "Told to the complainant",
                at: row.appeal.isAnonymous ? nil : answered?.happenedAt, signedBy: .handler),
        ] + last
    }

    /// Who signs: as the policy `form.signatories` names them, the first before the result and the others behind it; both
    /// opinions of the printed form where the pack says nothing (rule X27).
    private var signatories: (first: [FormField], others: [FormField]) {
        var names = [Self.unit, Self.authority]
        if case .texts(let chosen) = facts.rules.pack.policy(.formSignatories), !chosen.isEmpty { names = chosen }
        let fields = names.enumerated().map { index, name in
            switch name {
            case Self.unit: FormField("unitOpinion", zh: name, en: "Opinion of the unit", signedBy: .leader)
            case Self.authority:
                FormField("authorityOpinion", zh: name, en: "Opinion of the authority", signedBy: .stamp)
            default: FormField("signatory\(index + 1)", zh: name, en: name, signedBy: .leader)
            }
        }
        return (Array(fields.prefix(1)), Array(fields.dropFirst()))
    }

    private static let unit = "承办单位意见"
    private static let authority = "承办机关意见"

    /// - Returns: nil where nothing was sealed, and where the month's key is gone.
    private func opened<Value>(
        _ sealed: SealedText?, of row: CaseRow, _ open: (Seal, SealedText) throws -> Value
    ) -> Value? {
        guard let sealed else { return nil }
        do {
            return try open(
                Seal(rings: rings, subject: row.subject(in: facts.district), month: row.month), sealed)
        } catch {
            log.warning(
                "a box of the form stays empty", ["case": row.id.rawValue, "error": String(describing: error)])
            return nil
        }
    }
}
