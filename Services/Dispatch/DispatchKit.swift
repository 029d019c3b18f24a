import Contracts
import DistrictRegister
import HTTP
import Messaging
import Postgres
import RulePacks
import Sealing
import ServiceKit

/// What dispatch's routes share.
struct DispatchKit: Sendable {
    let store: EventStore
    let clock: any DomainClock
    let keys: KeyRing
    let register: DistrictRegister
    let log: Log

    init(_ context: ServiceContext, register: DistrictRegister) {
        store = context.store
        clock = context.clock
        keys = context.keys
        self.register = register
        log = context.log
    }

    /// - Throws: `Problem` 404 for a district whose rule pack has not been heard of.
    func requireKnown(_ district: DistrictID) async throws {
        _ = try await store.read(in: district) { try rules(of: district, in: $0) }
    }

    /// The rules in force today.
    ///
    /// - Throws: `Problem` 404 for a district whose rule pack has not been heard of.
    func rules(of district: DistrictID, in transaction: borrowing Transaction) throws -> DistrictRules {
        do {
            return try register.current(of: district, on: CivilDay(ofUTC: clock.now()), in: transaction)
        } catch is NotYet {
            throw HTTP.Problem.unknown(district)
        }
    }
}
