import Contracts
import Messaging
import Postgres

/// An appeal assigned to a unit, in one round, as it is stored.
struct WorkOrder: Sendable {
    let id: WorkOrderID
    let caseID: CaseID
    let unit: UnitID
    let basis: DispatchBasis
    let isLead: Bool
    let round: Int
    let previous: WorkOrderID?
    var state = WorkOrderState()
    let dispatchedAt: Instant
    var objections = 0
    /// Nil while no contact was tried.
    var wasReached: Bool?
    var wasTold: Bool?
    var noticeDue: Instant?
    var answer: SealedText?
    /// What the unit cited when it objected last.
    var duty: SealedText?
    /// How many commands took effect.
    var steps = 0
}

extension WorkOrder {
    /// The same for the same assignment, whenever and however it is come to.
    ///
    /// - Parameter attempt: how many work orders of the round the unit had before; it may get one back.
    static func id(
        of id: CaseID, round: Int, unit: UnitID, attempt: Int = 0, in district: DistrictID
    ) throws -> WorkOrderID {
        var parts = ["work-order", district.rawValue, id.rawValue, String(round), unit.rawValue]
        if attempt > 0 { parts.append(String(attempt)) }
        return WorkOrderID(try DerivedID.make(parts))
    }
}

extension DispatchBasis: SQLBindable, SQLDecodable {}
extension WorkOrderState.Stage: SQLBindable, SQLDecodable {}
extension WorkOrderState.Hold: SQLBindable, SQLDecodable {}
