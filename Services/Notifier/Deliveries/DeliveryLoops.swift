import ServiceKit

/// The bell and the lanes as one part of the process: asked to end they end side by side. One after the other each would take
/// as long as its slowest server, and the pool would be closed before the last has settled.
struct DeliveryLoops: Service {
    let name = "deliveries"
    let parts: [any Service]

    func run(until shutdown: ShutdownSignal) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts { group.addTask { try await part.run(until: shutdown) } }
            for try await _ in group {}
        }
    }
}
