import Contracts
import Kafka
import Messaging
import Postgres
import Sealing
import ServiceKit

extension Ensemble {
    /// Where the clock stands while anything is in flight, nothing more can come of what was said before, and no search has to
    /// make way for callers.
    static let whollyHeard = ["HOTLINE_OLD_QUIET": "0s", "HOTLINE_INTAKE_SEARCHES": "0"]
}

/// What the five services in one process are made of.
struct EnsembleSettings: Sendable {
    /// Begins the names of topics, groups and schemas, so that no other stack hears this one.
    var namespace: String
    /// A connection that may make roles and schemas; the database is the one that it names.
    var administrator: ConnectionSettings
    var kafka: KafkaSettings
    var clock: any DomainClock
    var keys: KeyRing
    var vault: KeyRing
    var tokens: AccessTokens
    /// What the services read beside it.
    var environment: [String: String] = [:]
    /// What a power cut takes away need not be kept: it is played again.
    var isFleeting = false
    /// Connections of each service.
    var connections = 4
}
