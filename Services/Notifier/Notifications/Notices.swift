import Contracts
import DistrictRegister
import Messaging
import Postgres

/// Turns facts about cases into deliveries, many at a time, in the transaction that marks the inbox.
struct Notices: Sendable {
    let register: DistrictRegister

    /// Facts without a case are heard and bring nothing: there is nothing that a delivery could be about.
    @Sendable func writeDeliveries(
        _ envelopes: [Envelope], _ transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        guard let district = envelopes.first?.district else { return }
        let heard = try keepFacts(envelopes, of: district, transaction, journal)
        guard envelopes.contains(where: { $0.topic.isAboutCases }) else { return }
        var rules = try NotificationRules(register, of: district, in: transaction)
        let subscriptions = try transaction.subscriptions(of: district)
        var pending: [Pending] = []
        for envelope in envelopes where envelope.topic.isAboutCases {
            let listeners = subscriptions.filter { $0.types.contains(envelope.type) }
            guard try rules.concern(envelope.type) || !listeners.isEmpty else { continue }
            let fact = try heard[envelope.id] ?? HeardFact(envelope)
            pending.append(Pending(envelope: envelope, fact: fact, listeners: listeners))
        }
        try transaction.add(try deliveries(pending, &rules, of: district, transaction), to: district)
    }

    private struct Pending {
        let envelope: Envelope
        let fact: HeardFact
        let listeners: [Subscription]
    }

    /// Keeps what later messages need, and gives back what was decoded for that.
    private func keepFacts(
        _ envelopes: [Envelope], of district: DistrictID, _ transaction: borrowing Transaction, _ journal: Journal
    ) throws -> [EventID: HeardFact] {
        var heard: [EventID: HeardFact] = [:]
        var appeals: [Received<AppealRegistered>] = []
        var orders: [Received<WorkOrderDispatched>] = []
        var amendments: [AppealAmended] = []
        for envelope in envelopes {
            switch envelope.type {
            case AppealRegistered.type:
                let appeal = try Received<AppealRegistered>(envelope)
                heard[envelope.id] = HeardFact(appeal.event)
                appeals.append(appeal)
                journal.announce("case/\(appeal.event.case)")
            case WorkOrderDispatched.type:
                let order = try Received<WorkOrderDispatched>(envelope)
                heard[envelope.id] = HeardFact(order.event)
                orders.append(order)
            case AppealAmended.type: amendments.append(try envelope.decode(AppealAmended.self))
            default: continue
            }
        }
        try transaction.keep(appeals, of: district)
        try transaction.keep(orders, of: district)
        for amendment in amendments { try transaction.amend(amendment, of: district) }
        return heard
    }

    private func deliveries(
        _ pending: [Pending], _ rules: inout NotificationRules, of district: DistrictID,
        _ transaction: borrowing Transaction
    ) throws -> [NewDelivery] {
        let unknown = pending.filter { $0.fact.packVersion == nil || $0.fact.caseNumber == nil }.map(\.fact.case)
        let files = try transaction.caseFiles(Set(unknown), of: district)
        var deliveries: [NewDelivery] = []
        for one in pending {
            guard let file = CaseFile(one.fact) ?? files[one.fact.case] else { throw NotYet("case/\(one.fact.case)") }
            var ways: Set<NewDelivery.Destination> = []
            for rule in try rules.rules(about: one.envelope.type, by: file.packVersion, in: transaction) {
                guard let way = Way(rule.by), let recipient = Recipient(rule, for: one.fact, in: file) else { continue }
                ways.insert(.init(recipient: recipient, way: way))
            }
            for subscription in one.listeners {
                ways.insert(.init(recipient: .subscription(subscription.id), way: .webhook))
            }
            for way in ways.sorted(by: { $0.recipient.text < $1.recipient.text }) {
                deliveries.append(try NewDelivery(one.envelope, one.fact, file, to: way))
            }
        }
        return deliveries
    }
}

extension CaseFile {
    /// What the fact itself tells of its case; nil where it tells too little.
    fileprivate init?(_ fact: HeardFact) {
        guard let number = fact.caseNumber, let pack = fact.packVersion else { return nil }
        self.init(number: number, packVersion: pack, unit: fact.unit, hasCitizen: fact.citizen != nil)
    }
}

extension Topic {
    /// Whether its facts have a case as their subject.
    var isAboutCases: Bool {
        switch self {
        case .appeals, .workOrders, .deadlines, .escalations, .callbacks: true
        case .districts, .units, .broadcasts, .deliveries, .parked: false
        }
    }
}
