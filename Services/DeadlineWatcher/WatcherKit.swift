import Contracts
import DistrictRegister
import Messaging
import Sealing
import ServiceKit

/// What the watcher's handlers, timers and routes share.
struct WatcherKit: Sendable {
    let store: EventStore
    let clock: any DomainClock
    let progress: InboxProgress
    let dueSignal: Signal
    let register: DistrictRegister
    let engines: EngineShelf
    let floors: Floors
    let desk: DeadlineDesk
    let metrics: WatcherMetrics
    let keys: KeyRing
    let settings: WatcherSettings
    let log: Log

    init(_ context: ServiceContext, register: DistrictRegister) {
        store = context.store
        clock = context.clock
        progress = context.progress
        dueSignal = context.dueSignal
        self.register = register
        engines = EngineShelf(register: register)
        floors = Floors()
        desk = DeadlineDesk(register: register, engines: engines)
        metrics = WatcherMetrics(context.metrics)
        keys = context.keys
        settings = WatcherSettings(context.environment)
        log = context.log
    }

    /// Whether a fact that has just been heard is so old that others which happened before it may still come.
    func isOld(_ time: Instant) -> Bool { time < clock.now().advanced(by: .zero - settings.oldAge) }
}
