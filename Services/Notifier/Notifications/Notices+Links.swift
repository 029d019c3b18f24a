import Contracts
import Messaging
import Postgres

extension Notices {
    /// A case that is linked to another closes with it, and its own citizen is told (CZ-20): when the close is heard, or by the
    /// link where that comes later.
    func sharedDeliveries(
        _ envelopes: [Envelope], _ rules: inout NotificationRules, of district: DistrictID,
        _ transaction: borrowing Transaction
    ) throws -> [NewDelivery] {
        let links = try envelopes.filter { $0.type == AppealLinked.type }.map { try Received<AppealLinked>($0) }
        let closes = try envelopes.filter { $0.type == WorkOrderClosed.type }.map { try Received<WorkOrderClosed>($0) }
        guard !links.isEmpty || !closes.isEmpty else { return [] }
        try transaction.lockLinks(of: district, isForLinking: !links.isEmpty)
        try transaction.keep(links, of: district)
        try transaction.keep(closes, of: district)
        let shared = try transaction.sharedCloses(
            of: closes.map(\.event.case), or: links.map(\.event.case), in: district)
        let files = try transaction.caseFiles(Set(shared.map(\.case)), of: district)
        return try shared.flatMap { close in
            guard let file = files[close.case] else { throw NotYet("case/\(close.case)") }
            return try deliveries(of: close, file, &rules, transaction)
        }
    }

    /// By the linked case's own rules, and by its own citizen's contact.
    private func deliveries(
        of close: SharedClose, _ file: CaseFile, _ rules: inout NotificationRules, _ transaction: borrowing Transaction
    ) throws -> [NewDelivery] {
        let fact = HeardFact(close)
        return try rules.rules(about: WorkOrderClosed.type, by: file.packVersion, in: transaction).compactMap { rule in
            guard rule.to == .citizen, let way = Way(rule.by),
                let recipient = Recipient(rule, for: fact, owedBy: nil, in: file)
            else { return nil }
            return try NewDelivery(close, fact, file, to: .init(recipient: recipient, way: way))
        }
    }
}
