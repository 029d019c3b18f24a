import Contracts
import Messaging

/// A finding of one kind about one round, and what a reviewer made of it.
struct Inconsistency: Sendable {
    enum State: String, Sendable, CaseIterable { case open, decided }

    let id: String
    let order: LeadOrder
    let finding: Finding
    /// Of the form that was compared; empty where none was.
    let part: String
}

extension Inconsistency {
    /// What one round's texts give. Each form of the round is compared; the first that does not agree stands for its kind.
    ///
    /// Nothing is compared before the reply has come: what a unit may still mend is no finding.
    static func found(
        in texts: [OpenText], _ order: LeadOrder, _ district: DistrictID
    ) throws -> [Inconsistency] {
        let own = texts.filter { $0.kept.workOrder == order.id }
        guard let reply = own.first(where: { $0.kept.source == .reply }) else { return [] }
        let onAir = texts.first { $0.kept.source == .onAir }
        let forms = own.filter { $0.kept.source == .form }
        var found: [Finding.Kind: Inconsistency] = [:]
        for form in forms.isEmpty ? [nil] : forms.map(Optional.some) {
            let three = ThreeTexts(onAir: onAir?.text, reply: reply.text, form: form?.text)
            for finding in three.findings() where found[finding.kind] == nil {
                found[finding.kind] = Inconsistency(
                    id: try id(of: finding.kind, order.id, in: district), order: order, finding: finding,
                    part: finding.kind == .onAirAndReply ? "" : form?.kept.part ?? "")
            }
        }
        return Finding.Kind.allCases.compactMap { found[$0] }
    }

    /// Once for each kind and round: the same whenever it is found again.
    private static func id(of kind: Finding.Kind, _ order: WorkOrderID, in district: DistrictID) throws -> String {
        try DerivedID.make("inconsistency", district.rawValue, order.rawValue, kind.rawValue)
    }
}
