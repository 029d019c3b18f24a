import Contracts
import Messaging

/// Which services have something to do, and when next: asked again only where something has changed since.
struct DueBook: Sendable {
    private var next: [String: Instant] = [:]
    private var asked: Set<String> = []
    private var hasToDeliver: Set<String> = []

    /// Somebody has acted on this service, or it has worked.
    mutating func note(_ service: String) {
        asked.remove(service)
        hasToDeliver.insert(service)
    }

    mutating func look(at members: [EnsembleMember]) async throws {
        for member in members where member.changes.takeWake() { note(member.name) }
        let stale = members.filter { !asked.contains($0.name) }
        guard !stale.isEmpty else { return }
        let found = try await withThrowingTaskGroup(of: (String, Instant?).self) { group in
            for member in stale { group.addTask { (member.name, try await Self.next(of: member)) } }
            return try await group.reduce(into: [:]) { found, one in found[one.0] = one.1 }
        }
        for member in stale {
            next[member.name] = found[member.name]
            asked.insert(member.name)
        }
    }

    private static func next(of member: EnsembleMember) async throws -> Instant? {
        var next: Instant?
        for work in member.dueWork {
            if let due = try await work.next() { next = next.map { min($0, due) } ?? due }
        }
        return next
    }

    subscript(member: EnsembleMember) -> Instant? { next[member.name] }

    /// Whether something may have come for the outside since it was last asked.
    mutating func takeDelivery(of member: EnsembleMember) -> Bool { hasToDeliver.remove(member.name) != nil }
}
