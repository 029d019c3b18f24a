import Contracts
import Foundation
import Messaging
import Postgres

/// Something that a service has recorded, as the people of a simulation see it on their desks.
struct SaidFact: Sendable {
    let type: String
    let district: DistrictID
    let at: Instant
    let data: Data

    func decode<E: Event>(_: E.Type) throws -> E? {
        guard type == E.type else { return nil }
        return try Self.decoder.decode(E.self, from: data)
    }

    private static let decoder = JSONDecoder()
}

/// Reads what the journals hold beyond what was read before.
struct FactReader: Sendable {
    private var positions: [String: Int64] = [:]

    /// What people act on. Where nobody of it acts, a fact is not read.
    private static let acted: [any Event.Type] = [
        WorkOrderDispatched.self, WorkOrderAnswered.self, WorkOrderTransferred.self,
        DeadlineSet.self, DeadlineMoved.self, CallbackScheduled.self, CallbackCompleted.self, SupervisionProposed.self,
        SupervisionLetterIssued.self, SupervisionLetterReceived.self, SupervisionReported.self, ReferralProposed.self,
        AccountabilityProposed.self,
    ]

    /// By the name of the service that says it: the others' journals are not looked at.
    private static let types = Dictionary(
        uniqueKeysWithValues: ServiceName.allCases.map { service in
            (service.rawValue, acted.filter { $0.topic.writers.contains(service) }.map { $0.type })
        })

    /// In the order in which each service recorded them, service by service.
    mutating func next(of members: [EnsembleMember]) async throws -> [SaidFact] {
        var facts: [SaidFact] = []
        for member in members {
            guard let types = Self.types[member.name], !types.isEmpty else { continue }
            let after = positions[member.name] ?? 0
            let rows = try await member.store.database.transaction(scope: "*") { transaction in
                try transaction.run(
                    """
                    SELECT position, type, district, time, data FROM journal
                    WHERE position > \(after) AND type = ANY(\(types)::text[]) ORDER BY position
                    """)
            }
            for row in rows {
                let (position, type, district, time, data) = try row.decode(
                    (Int64, String, DistrictID, Instant, String).self)
                positions[member.name] = max(positions[member.name] ?? 0, position)
                facts.append(SaidFact(type: type, district: district, at: time, data: Data(data.utf8)))
            }
        }
        return facts
    }
}
