import Contracts
import DistrictRegister
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Turns facts about cases into deliveries, many at a time, in the transaction that marks the inbox.
struct Notices: Sendable {
    let register: DistrictRegister
    let keys: KeyRing
    let log: Log

    /// Of facts without a case only some are told of (`SubjectFact`); the others are heard and bring nothing.
    @Sendable func writeDeliveries(
        _ envelopes: [Envelope], _ transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        guard let district = envelopes.first?.district else { return }
        let heard = try keepFacts(envelopes, of: district, transaction, journal)
        let changed = try keepUnits(envelopes, transaction)
        let told = envelopes.filter { $0.canBeToldOf && ($0.type != UnitChanged.type || changed.contains($0.id)) }
        guard !told.isEmpty else { return }
        var rules = try NotificationRules(register, of: district, in: transaction)
        let subscriptions = try transaction.subscriptions(of: district)
        var pending: [Pending] = []
        var unnamed: [Envelope] = []
        for envelope in told {
            let listeners = subscriptions.filter { $0.types.contains(envelope.type) }
            guard try rules.concern(envelope.type) || !listeners.isEmpty else {
                unnamed.append(envelope)
                continue
            }
            let known = try heard[envelope.id] ?? hear(envelope, transaction)
            pending.append(
                Pending(envelope: envelope, fact: known.fact, file: known.file, listeners: listeners))
        }
        // The pack that is to come may name these.
        if try !transaction.awaitingPack(unnamed, beside: rules.versions, of: district).isEmpty {
            throw NotYet(DistrictRegister.reference(district))
        }
        let shared = try sharedDeliveries(told, &rules, of: district, transaction)
        try transaction.add(try deliveries(pending, &rules, of: district, transaction) + shared, to: district)
    }

    private func hear(_ envelope: Envelope, _ transaction: borrowing Transaction) throws -> Heard {
        guard SubjectFact.types.contains(envelope.type) else { return try Heard(envelope) }
        return try Heard(
            of: envelope, unit: try SubjectFact.unit(of: envelope),
            in: try SubjectFact.caseFile(of: envelope, register, in: transaction))
    }

    /// - Returns: which of the events altered the contact of a unit that was known (rule CZ-09).
    private func keepUnits(_ envelopes: [Envelope], _ transaction: borrowing Transaction) throws -> Set<EventID> {
        var changed: Set<EventID> = []
        for envelope in envelopes where envelope.type == UnitChanged.type {
            let unit = try Received<UnitChanged>(envelope)
            switch try transaction.store(unit, comparedWith: keys) {
            case .same: continue
            case .unreadable: warn(of: unit)
            case .changed: break
            }
            changed.insert(envelope.id)
        }
        return changed
    }

    /// Nothing can be sent to it until it is entered anew; what is owed to it is tried until then.
    private func warn(of unit: Received<UnitChanged>) {
        log.warning(
            "a unit's contact cannot be read",
            [
                "district": unit.district.rawValue, "unit": unit.event.unit.rawValue,
                "event": unit.envelope.id.rawValue,
            ])
    }

    /// Most of what is said no pack and no subscription names: nothing is stored of it.
    ///
    /// Everything is wanted while the district has no pack: then nobody can tell. Nor can anybody of a case whose own pack has
    /// not come, and that may be known by an appeal of the same batch alone.
    @Sendable func wanted(_ envelopes: [Envelope], _ transaction: borrowing Transaction) throws -> [Envelope] {
        guard let district = envelopes.first?.district, envelopes.contains(where: { $0.topic.isAboutCases }) else {
            return envelopes
        }
        let rules = try NotificationRules(register, of: district, in: transaction)
        guard rules.areKnown else { return envelopes }
        let subscribed = Set(try transaction.subscriptions(of: district).flatMap(\.types))
        let named = try envelopes.map { envelope in
            try !envelope.topic.isAboutCases || Self.kept.contains(envelope.type) || rules.concern(envelope.type)
                || subscribed.contains(envelope.type)
        }
        let unnamed = zip(envelopes, named).filter { !$0.1 }.map { $0.0 }
        var open = try transaction.awaitingPack(unnamed, beside: rules.versions, of: district)
        let known = Set(rules.versions)
        open.formUnion(envelopes.filter { $0.type == AppealRegistered.type && !Self.names(known, $0) }.map(\.subject))
        return zip(envelopes, named).filter { $0.1 || open.contains($0.0.subject) }.map { $0.0 }
    }

    /// Whether a registration's pack is among these.
    private static func names(_ versions: Set<String>, _ registration: Envelope) -> Bool {
        // One that cannot be read says nothing, and is parked when it is handled.
        (try? Received<AppealRegistered>(registration)).map { versions.contains($0.event.packVersion) } ?? false
    }

    /// Later notices are addressed and worded by these, whoever is told of them.
    private static let kept: Set = [
        AppealRegistered.type, AppealAmended.type, AppealLinked.type, WorkOrderDispatched.type, WorkOrderClosed.type,
    ]

    private struct Pending {
        let envelope: Envelope
        let fact: HeardFact
        let file: CaseFile?
        let listeners: [Subscription]
    }

    /// Keeps what later messages need, and gives back what was decoded for that.
    private func keepFacts(
        _ envelopes: [Envelope], of district: DistrictID, _ transaction: borrowing Transaction, _ journal: Journal
    ) throws -> [EventID: Heard] {
        var heard: [EventID: Heard] = [:]
        var appeals: [Received<AppealRegistered>] = []
        var orders: [Received<WorkOrderDispatched>] = []
        for envelope in envelopes {
            switch envelope.type {
            case AppealRegistered.type:
                let appeal = try Received<AppealRegistered>(envelope)
                heard[envelope.id] = Heard(appeal.event)
                appeals.append(appeal)
                journal.announce("case/\(appeal.event.case)")
            case WorkOrderDispatched.type:
                let order = try Received<WorkOrderDispatched>(envelope)
                heard[envelope.id] = Heard(order.event)
                orders.append(order)
            default: continue
            }
        }
        try keepPreparations(envelopes, of: district, transaction, journal)
        try transaction.keep(appeals, of: district)
        try transaction.keep(orders, of: district)
        for envelope in envelopes where envelope.type == AppealAmended.type {
            try transaction.amend(try envelope.decode(AppealAmended.self), of: district)
        }
        return heard
    }

    /// A unit's preparation of a show is a file like a case, under the show's own id.
    private func keepPreparations(
        _ envelopes: [Envelope], of district: DistrictID, _ transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        for envelope in envelopes where envelope.type == BroadcastScheduled.type {
            let show = try Received<BroadcastScheduled>(envelope)
            for unit in show.event.units {
                let id = try CaseID.preparation(of: show.event.broadcast, by: unit, in: district)
                try transaction.keep(preparation: id, of: show, by: unit)
                journal.announce("case/\(id)")
            }
        }
    }

    private func deliveries(
        _ pending: [Pending], _ rules: inout NotificationRules, of district: DistrictID,
        _ transaction: borrowing Transaction
    ) throws -> [NewDelivery] {
        var unknown: Set<CaseID> = []
        for one in pending where try !tellsEnough(one, &rules, transaction) { unknown.insert(one.fact.case) }
        let files = try transaction.caseFiles(unknown, of: district)
        var deliveries: [NewDelivery] = []
        for one in pending {
            let told = unknown.contains(one.fact.case) ? nil : one.file
            guard let file = files[one.fact.case] ?? told else { throw NotYet("case/\(one.fact.case)") }
            var ways: Set<NewDelivery.Destination> = []
            for rule in try rules.rules(about: one.envelope.type, by: file.packVersion, in: transaction) {
                let debtor = rules.debtor(of: one.fact, by: file.packVersion)
                guard let way = Way(rule.by), let recipient = Recipient(rule, for: one.fact, owedBy: debtor, in: file)
                else { continue }
                ways.insert(.init(recipient: recipient, way: way))
            }
            ways.formUnion(rules.copies(of: one.envelope.type, by: file.packVersion))
            for subscription in one.listeners {
                ways.insert(.init(recipient: .subscription(subscription.id), way: .webhook))
            }
            for way in ways.sorted(by: { $0.recipient.text < $1.recipient.text }) {
                deliveries.append(try NewDelivery(one.envelope, one.fact, file, to: way))
            }
        }
        return deliveries
    }

    /// Whether nobody has to look into the case: a work order's event knows all but the citizen.
    private func tellsEnough(
        _ one: Pending, _ rules: inout NotificationRules, _ transaction: borrowing Transaction
    ) throws -> Bool {
        guard let file = one.file else { return false }
        if one.envelope.type == AppealRegistered.type || !one.envelope.topic.isAboutCases { return true }
        return try !rules.rules(about: one.envelope.type, by: file.packVersion, in: transaction)
            .contains { $0.to == .citizen }
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
