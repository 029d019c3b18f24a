import Contracts
import Foundation
import Messaging
import Postgres

/// Facts of one district that are only kept, sorted by type; the order within a type stays.
struct KeptFacts {
    private let byType: [String: [Envelope]]

    init(_ envelopes: [Envelope]) { byType = Dictionary(grouping: envelopes, by: \.type) }

    /// Each kind in one statement, however many there are. What came out of order announces what it brings.
    func keep(for district: DistrictID, in transaction: borrowing Transaction, _ journal: Journal) throws {
        try transaction.keep(appeals: all(AppealRegistered.self), of: district)
        try transaction.keep(orders: all(WorkOrderDispatched.self), of: district)
        for (order, at) in try all(ReworkOrdered.self) { try transaction.keep(rework: order, of: district, at: at) }
        for (closed, at) in try all(WorkOrderClosed.self) { try transaction.note(closed, in: district, at: at) }
        for (passed, at) in try all(WorkOrderTransferred.self) { try transaction.note(passed, in: district, at: at) }
        try keepDeadlines(of: district, in: transaction)
        try keepEscalations(of: district, in: transaction)
        announce(in: journal)
    }

    private func keepDeadlines(of district: DistrictID, in transaction: borrowing Transaction) throws {
        try transaction.keep(deadlines: (byType[DeadlineSet.type] ?? []).map { try $0.part() }, of: district)
        for end in DeadlineEnd.allCases {
            let envelopes = byType[end.type] ?? []
            guard !envelopes.isEmpty else { continue }
            try transaction.note(end, try envelopes.map { (try $0.part(), $0.time) }, in: district)
        }
        let misses = try [DeadlineMissed.type, DeadlineMissWithdrawn.type].flatMap { type in
            try (byType[type] ?? []).map { envelope in
                MissFact(
                    deadline: try envelope.part(DeadlineFact.self), isWithdrawal: type == DeadlineMissWithdrawn.type,
                    at: envelope.time)
            }
        }
        try transaction.note(misses, in: district)
    }

    private func keepEscalations(of district: DistrictID, in transaction: borrowing Transaction) throws {
        let facts = try EscalationFact.kept.flatMap { type in
            try (byType[type] ?? []).map { EscalationFact($0, try $0.part(EscalationFact.Part.self)) }
        }
        try transaction.keep(escalations: facts, of: district)
        let concluded = facts.filter { $0.type == SupervisionConcluded.type }.compactMap(\.part.supervision)
        try transaction.forgetPlans(of: concluded, in: district)
    }

    /// An answer may have come before the appeal or the work order that it is to.
    private func announce(in journal: Journal) {
        for type in [AppealRegistered.type, WorkOrderDispatched.type, ReworkOrdered.type] {
            for envelope in byType[type] ?? [] { journal.announce("case/\(envelope.subject)") }
        }
    }

    private func all<E: Event>(_: E.Type) throws -> [(event: E, at: Instant)] {
        try (byType[E.type] ?? []).map { (try $0.decode(E.self), $0.time) }
    }
}

extension Envelope {
    private static let decoder = JSONDecoder()

    /// Some of the event's properties, where reading all of them would cost more than it is worth.
    ///
    /// - Throws: `Undecodable`.
    fileprivate func part<Part: Decodable>(_: Part.Type = Part.self) throws -> Part {
        do {
            return try Self.decoder.decode(Part.self, from: Data(data))
        } catch {
            throw Undecodable(reason: "\(type): is not what its schema says")
        }
    }
}
