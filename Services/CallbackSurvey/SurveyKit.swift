import Contracts
import DistrictRegister
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// What callback-survey's routes and handlers share.
struct SurveyKit: Sendable {
    let store: EventStore
    let clock: any DomainClock
    let keys: KeyRing
    let register: DistrictRegister
    let counts: CallbackCounts
    let inconsistencies: InconsistencyCounts
    let log: Log

    init(_ context: ServiceContext) {
        store = context.store
        clock = context.clock
        keys = context.keys
        register = DistrictRegister()
        counts = CallbackCounts(context.metrics)
        inconsistencies = InconsistencyCounts(context.metrics)
        log = context.log
    }

    /// - Throws: `Problem` 404 for a district without an adopted rule pack.
    @discardableResult
    func rules(of district: DistrictID, in transaction: borrowing Transaction) throws -> DistrictRules {
        do {
            return try register.current(of: district, on: CivilDay(ofUTC: clock.now()), in: transaction)
        } catch is NotYet {
            throw Problem.unknown(district)
        }
    }
}

/// Counted per district.
struct CallbackCounts: Sendable {
    let scheduled: Labelled<Counter>
    let completed: Labelled<Counter>
    let waived: Labelled<Counter>

    init(_ metrics: Metrics) {
        scheduled = metrics.counters(
            "hotline_callbacks_scheduled_total", "Callbacks scheduled.", labels: ["district"])
        completed = metrics.counters(
            "hotline_callbacks_completed_total", "Callbacks completed, by outcome.", labels: ["district", "outcome"])
        waived = metrics.counters("hotline_callbacks_waived_total", "Callbacks waived.", labels: ["district"])
    }
}
