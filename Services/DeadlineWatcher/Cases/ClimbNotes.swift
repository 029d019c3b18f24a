import Contracts
import Postgres

/// What ladders have set going or taken back, written together with the cases or runs that climbed.
struct ClimbNotes {
    private var supervisions = SupervisionNotes()
    private var accountabilities = AccountabilityNotes()

    mutating func note(_ derived: DerivedEvent) {
        supervisions.note(derived)
        accountabilities.note(derived)
    }

    mutating func note(_ act: SupervisionAct) { supervisions.note(act) }

    func store(in transaction: borrowing Transaction, of district: DistrictID) throws {
        try transaction.store(supervisions, of: district)
        try accountabilities.store(in: transaction, of: district)
    }
}
