import Contracts
import Messaging

/// A fact about what units owe for a show, as each of them sees it.
struct HeardPreparation: Sendable {
    /// The units that the event is about.
    let units: [UnitID]
    /// Whether it is about every unit that prepares the show: who is not named has been taken off.
    let isWholePlan: Bool
    private let view: @Sendable (UnitID) -> Fact

    init<E: PreparationEvent>(_ event: E, id: EventID, at time: Instant) {
        units = event.preparing
        isWholePlan = E.isWholePlan
        view = { Fact(id: id, at: time, event, for: $0) }
    }

    func fact(for unit: UnitID) -> Fact { view(unit) }
}

extension HeardFact {
    /// Files of the units that a fact about a show names; other units of a whole plan are found by the show.
    func preparations(in district: DistrictID) throws -> [CaseID] {
        guard let preparation, let broadcast else { return [] }
        return try preparation.units.map { try CaseID.preparation(of: broadcast, by: $0, in: district) }
    }
}
