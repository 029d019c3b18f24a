import Contracts
import HTTP
import Messaging
import Sealing
import ServiceKit

/// What intake's routes share.
struct IntakeKit: Sendable {
    let store: EventStore
    let clock: any DomainClock
    let rings: Rings
    let book: DistrictBook
    let registrar: Registrar
    let sketching: Sketching
    let proposing: Proposing
    let door: Door
    let dueSignal: Signal
    let log: Log

    init(_ context: ServiceContext, book: DistrictBook) {
        store = context.store
        clock = context.clock
        rings = Rings(personal: context.keys, vault: context.vault)
        self.book = book
        registrar = Registrar(
            clock: context.clock, rings: rings, numbers: CaseNumbers(store: context.store),
            commits: SharedCommits(store: context.store))
        let settings = IntakeSettings(context.environment)
        sketching = Sketching(store: context.store, rings: rings, perSecond: settings.sketchesPerSecond)
        proposing = Proposing(store: context.store, rings: rings, perSecond: settings.searchesPerSecond)
        door = Door(
            tokens: context.tokens,
            registrations: PeerLimit(
                burst: settings.registrationsPerMinute, perMinute: settings.registrationsPerMinute),
            guesses: GuessLimiter())
        dueSignal = context.dueSignal
        log = context.log
    }
}
