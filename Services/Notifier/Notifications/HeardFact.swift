import Contracts
import Foundation
import Messaging

/// What notifications need of an event about a case: properties that such events have in common, or not.
struct HeardFact: Decodable {
    let `case`: CaseID
    let unit: UnitID?
    /// The role that owes what a deadline is about.
    let owes: String?
    let clock: String?
    let due: Instant?
    let workOrder: WorkOrderID?
    /// How a callback asks: a code that this service need not know.
    let method: String?
    /// To whom a form went that is for the lead of a joint handling.
    let leadUnit: UnitID?
    /// Of a person's decision about what was proposed.
    let isUpheld: Bool?
    /// Of what is said of a letter.
    let supervision: SupervisionID?

    init(_ envelope: Envelope) throws {
        do {
            self = try JSONDecoder().decode(HeardFact.self, from: Data(envelope.data))
        } catch {
            throw Undecodable(reason: "\(envelope.type): is not what its schema says")
        }
    }

    /// Who chose to be rung is rung; a callback is announced to whoever is asked in writing (rule CZ-58).
    var isForCitizen: Bool { method != CallbackMethod.phone.rawValue }

    /// Of a fact that is about no case.
    init(of envelope: Envelope, unit: UnitID?) throws {
        `case` = try SubjectFact.file(of: envelope)
        self.unit = unit
        (owes, clock, due, workOrder, method, leadUnit, isUpheld) = (nil, nil, nil, nil, nil, nil, nil)
        supervision = nil
    }

    init(_ appeal: AppealRegistered) {
        `case` = appeal.case
        (unit, owes, clock, due, workOrder, method) = (appeal.unit, nil, nil, nil, nil, nil)
        (leadUnit, isUpheld, supervision) = (nil, nil, nil)
    }

    init(_ order: WorkOrderDispatched) {
        `case` = order.case
        (unit, owes, clock, due, workOrder, method) = (order.unit, nil, nil, nil, order.workOrder, nil)
        (leadUnit, isUpheld, supervision) = (nil, nil, nil)
    }

    /// Of a close to whom it concerns beside its own citizen.
    init(_ close: SharedClose) {
        `case` = close.case
        (unit, owes, clock, due, workOrder, method) = (close.unit, nil, nil, nil, nil, nil)
        (leadUnit, isUpheld, supervision) = (nil, nil, nil)
    }
}
