import Contracts
import Messaging
import Sealing

/// What every service is made of.
public struct ServiceContext: Sendable {
    public let namespace: String
    public let service: String
    public let store: EventStore
    public let clock: any DomainClock
    public let keys: KeyRing
    /// Reports (举报) are sealed with a ring of their own; nil where the service was not given it.
    public let vault: KeyRing?
    public let tokens: AccessTokens
    public let health: Health
    public let log: Log
    public let metrics: Metrics
    /// How far this service has heard what the others say.
    public let progress: InboxProgress
    /// Woken after each commit that may have changed what is due next.
    public let dueSignal: Signal
    /// The environment that the service reads its own settings from.
    public let environment: [String: String]

    public init(
        namespace: String, service: String, store: EventStore, clock: any DomainClock, keys: KeyRing,
        vault: KeyRing? = nil, tokens: AccessTokens, log: Log, metrics: Metrics = Metrics(), health: Health = Health(),
        progress: InboxProgress = InboxProgress(), dueSignal: Signal = Signal(), environment: [String: String] = [:]
    ) {
        self.namespace = namespace
        self.service = service
        self.store = store
        self.clock = clock
        self.keys = keys
        self.vault = vault
        self.tokens = tokens
        self.health = health
        self.log = log
        self.metrics = metrics
        self.progress = progress
        self.dueSignal = dueSignal
        self.environment = environment
    }
}
