import Contracts
import Kafka

/// Finds out up to when everything published has been handled: what the brokers hold at one moment is the mark, and
/// when the handled offsets have reached it, the service has heard everything up to that moment.
///
/// What was said while the broker was away lies in the others' outboxes when it is back, and no broker knows of it; so
/// nothing is confirmed before they have had the time to send it.
///
/// Partitions that other instances have count as well, by what those have committed: due work is anybody's.
struct CatchUp {
    private let progress: InboxProgress
    private let now: @Sendable () -> Instant
    private let others: OtherMembers
    private let settleTime: Duration
    private var mark: Mark?
    /// The broker has not told of any partition since it was away, or since the start.
    private var isAway = true
    private var steadyFrom = ContinuousClock.now

    private struct Mark {
        let at: Instant
        let set: ContinuousClock.Instant
        /// Offsets still to be reached, by this member and by others.
        var open: [TopicPartition: Int64]
        var elsewhere: [TopicPartition: Int64]
        var asked: ContinuousClock.Instant
    }

    init(progress: InboxProgress, now: @escaping @Sendable () -> Instant, others: OtherMembers, settleTime: Duration) {
        self.progress = progress
        self.now = now
        self.others = others
        self.settleTime = settleTime
    }

    /// Sets a new mark when somebody wants to know and none is open; an old one may belong to lost partitions.
    mutating func look(with consumer: Consumer) async throws {
        if let mark, ContinuousClock.now - mark.set < .seconds(5) { return try await lookElsewhere() }
        guard progress.takeWish() else { return }
        let at = now()
        let lag = try await lag(of: consumer)
        guard !lag.isEmpty, ContinuousClock.now >= steadyFrom else { return }
        guard let elsewhere = try await others.goals(beside: Set(lag.keys)) else { return }
        mark = Mark(
            at: at, set: .now, open: lag.filter { $0.value.behind > 0 }.mapValues(\.high), elsewhere: elsewhere,
            asked: .now)
        settle()
    }

    private mutating func lag(of consumer: Consumer) async throws -> [TopicPartition: PartitionLag] {
        isAway = try await consumer.takeOutage() || isAway
        do {
            let lag = try await consumer.lag(within: .seconds(2))
            guard !lag.isEmpty else { return lag }
            if isAway { steadyFrom = .now + settleTime }
            isAway = false
            return lag
        } catch {
            isAway = true
            throw error
        }
    }

    mutating func handled(_ next: [TopicPartition: Int64]) {
        guard mark != nil else { return }
        for (partition, offset) in next {
            if let goal = mark?.open[partition], offset >= goal { mark?.open[partition] = nil }
        }
        settle()
    }

    private mutating func lookElsewhere() async throws {
        guard let mark, mark.open.isEmpty, ContinuousClock.now - mark.asked > .milliseconds(250) else { return }
        let left = try await others.unreached(of: mark.elsewhere)
        self.mark?.elsewhere = left
        self.mark?.asked = .now
        settle()
    }

    private mutating func settle() {
        guard let mark, mark.open.isEmpty, mark.elsewhere.isEmpty else { return }
        progress.confirm(at: mark.at)
        self.mark = nil
    }
}

/// How far the other members of a group are, by what they have committed; that is a second old at most.
struct OtherMembers: Sendable {
    private let admin: Admin
    private let group: String
    private let topics: [String]

    init(_ settings: MessagingSettings, group: String, topics: [String]) throws {
        admin = try Admin(settings.kafka)
        self.group = group
        self.topics = topics
    }

    /// Where the partitions end that are not this member's and are not handled to their end.
    ///
    /// - Returns: nil while a topic is not there whole, as while a partition has no leader: nobody can say what it holds.
    func goals(beside own: Set<TopicPartition>) async throws -> [TopicPartition: Int64]? {
        let counts = try await admin.topics(within: .seconds(2))
        guard topics.allSatisfy({ counts[$0] != nil }) else { return nil }
        guard topics.reduce(0, { $0 + (counts[$1] ?? 0) }) > own.count else { return [:] }
        return try await admin.lag(of: group, on: topics, within: .seconds(2))
            .filter { !own.contains($0.key) && $0.value.behind > 0 }.mapValues(\.high)
    }

    func unreached(of goals: [TopicPartition: Int64]) async throws -> [TopicPartition: Int64] {
        guard !goals.isEmpty else { return [:] }
        let lag = try await admin.lag(of: group, on: topics, within: .seconds(2))
        return goals.filter { partition, goal in (lag[partition]?.committed ?? 0) < goal }
    }
}
