import Contracts
import DistrictRegister
import Messaging
import Postgres
import ServiceKit

/// Sends work orders out on what is heard.
struct Dispatcher: Sendable {
    let register: DistrictRegister
    let clock: any DomainClock

    /// A case that is being decided on, and what the events that follow derive from.
    struct Matter {
        var file: CaseFile
        let pen: EventPen
    }

    /// What intake says of appeals, many at a time and in their order.
    @Sendable func dispatchAppeals(
        _ envelopes: [Envelope], _ transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        guard let district = envelopes.first?.district else { return }
        var arrived: [Matter] = []
        for envelope in envelopes {
            if envelope.type == AppealRegistered.type {
                arrived.append(try Self.matter(envelope, journal))
                continue
            }
            try register(&arrived, of: district, in: transaction)
            switch envelope.type {
            case AppealAmended.type: try amend(envelope, in: transaction, journal.events(causedBy: envelope.cause))
            case AppealLinked.type: try link(envelope, in: transaction)
            default: break
            }
        }
        try register(&arrived, of: district, in: transaction)
    }

    private static func matter(_ envelope: Envelope, _ journal: Journal) throws -> Matter {
        let appeal = try envelope.decode(AppealRegistered.self)
        return Matter(
            file: CaseFile(
                appeal: appeal, registeredAt: envelope.time, readyAt: envelope.time, pendingOrder: nil, parent: nil),
            pen: journal.events(causedBy: envelope.cause))
    }

    private func register(
        _ arrived: inout [Matter], of district: DistrictID, in transaction: borrowing Transaction
    ) throws {
        guard !arrived.isEmpty else { return }
        let openings = try decide(&arrived, of: district, in: transaction)
        try transaction.insert(arrived.map(\.file), of: district)
        try transaction.open(openings, in: district)
        for matter in arrived where !matter.file.state.isWithUnit {
            matter.pen.announce(CaseFile.reference(matter.file.id))
        }
        arrived = []
    }

    /// Where each of them stands now, and what goes out.
    func decide(
        _ matters: inout [Matter], of district: DistrictID, in transaction: borrowing Transaction
    ) throws -> [Opening] {
        let shows = Set(matters.compactMap { $0.file.appeal.onAir == nil ? nil : $0.file.appeal.broadcast })
        let closings = try transaction.closings(of: shows, in: district)
        return try decide(&matters, closings, of: district, in: transaction)
    }

    func decide(
        _ matters: inout [Matter], _ closings: [BroadcastID: Closing], of district: DistrictID,
        in transaction: borrowing Transaction
    ) throws -> [Opening] {
        var openings: [Opening] = []
        for index in matters.indices {
            let appeal = matters[index].file.appeal
            let rules = try register.rules(of: district, version: appeal.packVersion, in: transaction)
            let rule = DispatchRule(policy: rules.pack.dispatch, now: clock.now())
            let closing = appeal.broadcast.flatMap { closings[$0] }
            if let order = try rule.decide(&matters[index].file, closing, in: district) {
                openings.append(Opening(order: order, file: matters[index].file, pen: matters[index].pen))
            }
        }
        return openings
    }
}
