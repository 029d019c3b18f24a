import Contracts
import DistrictRegister
import Messaging
import Postgres
import Sealing

/// Keeps the three texts as they come, in whatever order, and compares what is there (rules CZ-43, CZ-51, CZ-52).
struct Comparing: Sendable {
    let register: DistrictRegister
    let keys: KeyRing
    let counts: InconsistencyCounts

    @Sendable func hear(
        _ message: Received<AppealAnsweredOnAir>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        guard let answer = message.event.answer else { return }
        let text = KeptText(source: .onAir, workOrder: nil, text: answer, saidAt: message.time)
        try compare(with: text, of: message.event.case, Place(message.district, message.time, pen), in: transaction)
    }

    @Sendable func hear(
        _ message: Received<WorkOrderAnswered>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        guard let answer = message.event.answer else { return }
        let text = KeptText(
            source: .reply, workOrder: message.event.workOrder, text: answer, saidAt: message.time)
        try compare(with: text, of: message.event.case, Place(message.district, message.time, pen), in: transaction)
    }

    @Sendable func hear(
        _ message: Received<FormFiled>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        // What goes to the lead, or with a matter that is passed on, is between offices and answers nobody.
        guard let reply = message.event.reply, message.event.leadOrder == nil, message.event.isForTransfer != true
        else { return }
        let text = KeptText(
            source: .form, workOrder: message.event.workOrder,
            part: "\(message.event.form)/\(message.event.receiver)", text: reply, saidAt: message.time)
        try compare(with: text, of: message.event.case, Place(message.district, message.time, pen), in: transaction)
    }

    /// Where and when something was heard, and what writes about it.
    private struct Place {
        let district: DistrictID
        let time: Instant
        let pen: EventPen

        init(_ district: DistrictID, _ time: Instant, _ pen: EventPen) {
            (self.district, self.time, self.pen) = (district, time, pen)
        }
    }

    /// The case's row is locked first: of two texts that come at once on two topics the second sees the first.
    ///
    /// - Throws: `NotYet` while the appeal, its rule pack or the text's work order has not come.
    private func compare(
        with text: KeptText, of id: CaseID, _ place: Place, in transaction: borrowing Transaction
    ) throws {
        let district = place.district
        try transaction.lockCase(id, in: district)
        let zone = try transaction.survey(of: id, in: district, register).rules.pack.hours.zone
        let orders = try transaction.leadOrders(of: id, in: district)
        if let order = text.workOrder, try !transaction.knows(order, of: id, in: district) {
            throw NotYet("case/\(id)")
        }
        try transaction.keep(text, of: id, in: district)
        let subject = SealSubject(district: district, case: id)
        let texts = try transaction.texts(of: id, in: district).compactMap { kept in
            // What cannot be opened, because its month has ended or it is not for this service, is not compared.
            (try? kept.open(with: keys, of: subject)).map {
                OpenText(kept, ReadText($0, on: zone.day(of: kept.saidAt)))
            }
        }
        for order in orders where text.workOrder == nil || text.workOrder == order.id {
            for found in try Inconsistency.found(in: texts, order, district)
            where try transaction.insert(found, of: id, in: district, at: place.time) {
                try place.pen.record(
                    InconsistencyFound(
                        case: id, workOrder: order.id, unit: order.unit, kind: found.finding.kind.rawValue),
                    at: place.time)
                counts.found[district.rawValue, found.finding.kind.rawValue].add()
            }
        }
    }
}

/// A text of a case, opened for as long as it is compared.
struct OpenText: Sendable {
    let kept: KeptText
    let text: ReadText

    init(_ kept: KeptText, _ text: ReadText) { (self.kept, self.text) = (kept, text) }
}
