import Contracts
import Postgres

extension Transaction {
    /// From here to its end the transaction sees no other unit's deadlines and supervisions.
    borrowing func confine(to unit: UnitID?) throws {
        guard let unit else { return }
        // A unit's token without a unit reaches nothing, rather than everything.
        let name = unit.rawValue.isEmpty ? "-" : unit.rawValue
        try execute("SELECT set_config('hotline.unit', \(name), true)")
    }
}
