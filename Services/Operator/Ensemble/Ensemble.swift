import CallbackSurveyService
import Contracts
import DeadlineWatcherService
import DispatchService
import IntakeService
import Kafka
import Messaging
import NotifierService
import Postgres
import ServiceKit

/// The five services in one process, over one database and one broker, in a namespace of their own.
///
/// What they say to each other goes through the database's outboxes and the broker as ever; only the processes around
/// them are missing. `flight` counts what is under way.
struct Ensemble: Sendable {
    let settings: EnsembleSettings
    let members: [EnsembleMember]
    let flight: Flight

    init(_ settings: EnsembleSettings) async throws {
        let flight = Flight()
        try await Admin(settings.kafka).createTopics(TopicPlan.specs(settings.namespace))
        let admin = try await Connection.connect(to: settings.administrator)
        members = [
            try await EnsembleMember(IntakeService.self, settings, flight: flight, admin: admin),
            try await EnsembleMember(DispatchService.self, settings, flight: flight, admin: admin),
            try await EnsembleMember(DeadlineWatcherService.self, settings, flight: flight, admin: admin),
            try await EnsembleMember(CallbackSurveyService.self, settings, flight: flight, admin: admin),
            try await EnsembleMember(NotifierService.self, settings, flight: flight, admin: admin) {
                try await $0.deliverDue()
            },
        ]
        await admin.close()
        self.settings = settings
        self.flight = flight
        for member in members { member.inbox.enlist() }
    }

    subscript(name: ServiceName) -> EnsembleMember {
        // All five are there from the start.
        members.first { $0.name == name.rawValue } ?? members[0]
    }

    /// Runs relays and inboxes while `body` runs.
    ///
    /// - Throws: what `body` throws, or what has ended a relay or an inbox.
    func run<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        let isOver = Flag()
        let statistics = Signal()
        do {
            let value = try await withThrowingTaskGroup(of: T?.self) { group in
                for member in members {
                    group.addTask {
                        try await member.relay { isOver.isSet }
                        return nil
                    }
                    group.addTask {
                        try await member.inbox.run { isOver.isSet }
                        return nil
                    }
                }
                group.addTask {
                    try await keepStatistics(until: isOver, wokenBy: statistics)
                    return nil
                }
                group.addTask { try await body() }
                return try await Self.first(of: &group) {
                    isOver.set()
                    statistics.wake()
                    for member in members { member.wakeRelay() }
                }
            }
            for member in members { await member.close() }
            return value
        } catch {
            for member in members { await member.close() }
            throw error
        }
    }

    /// As a service in a process of its own does beside its work.
    private func keepStatistics(until isOver: Flag, wokenBy signal: Signal) async throws {
        while !isOver.isSet {
            for member in members { try await TableStatistics(member.store.database).refresh() }
            await signal.wait(atMost: TableStatistics.interval)
        }
    }

    /// The body's value, once everything beside it has ended.
    private static func first<T: Sendable>(
        of group: inout ThrowingTaskGroup<T?, any Error>, stop: () -> Void
    ) async throws -> T {
        var value: T?
        do {
            while let result = try await group.next() {
                guard let result else { continue }
                value = result
                stop()
            }
        } catch {
            stop()
            group.cancelAll()
            throw error
        }
        guard let value else { throw CancellationError() }
        return value
    }
}
