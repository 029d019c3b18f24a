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
        door = Door(
            tokens: context.tokens,
            registrations: PeerLimit(
                burst: settings.registrationsPerMinute, perMinute: settings.registrationsPerMinute),
            guesses: GuessLimiter())
        dueSignal = context.dueSignal
        log = context.log
    }

    /// - Throws: `Problem` 404 for what cannot be a district's id.
    func district(_ parameters: Parameters) throws -> DistrictID {
        let district = DistrictID(try parameters.require("district"))
        guard district.isWellFormed else {
            throw Problem(404, "The district is not known", errors: [.init("district", "is not known")])
        }
        return district
    }

    /// W3C Trace Context, passed on unread when it has the form.
    static func traceparent(_ request: Request) -> String? {
        guard let text = request.headers["traceparent"], text.utf8.count == 55,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D })
        else { return nil }
        return text
    }
}
