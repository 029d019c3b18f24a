import Contracts
import DistrictRegister
import Foundation
import Messaging
import RulePacks
import Sealing

/// Makes letters: opens the recipient's address and words the event, both at the moment of sending.
struct Letters: Sendable {
    /// Notices that carry a list, by which their letter is worded.
    static let listing = ShowList.types.union(CaseList.types)
    /// Facts that are kept with their deliveries, since their letter says more of them than unit, clock and due time.
    static let kept = listing.union(Particulars.types)

    let store: EventStore
    let keys: KeyRing
    let register: DistrictRegister
    let statusPage: String

    private struct Material: Sendable {
        let pack: RulePack
        let unitName: String?
        let sealed: SealedText?
        let shows: ShowList?
        let list: CaseList?
        let particulars: Particulars?
        let unitNames: [UnitID: String]
    }

    func compose(_ delivery: Delivery) async throws -> Letter {
        let recipient = Recipient(text: delivery.recipient)
        let material = try await material(for: delivery, recipient)
        let address = try address(of: recipient, material, delivery)
        let wording = Wording(
            pack: material.pack, unitName: material.unitName, statusPage: statusPage,
            shows: material.shows?.shows ?? [], unitNames: material.unitNames,
            listed: material.list?.caseNumbers ?? [], particulars: material.particulars)
        let text = recipient == .citizen ? wording.citizenText(delivery) : wording.officeText(delivery)
        return Letter(
            subject: wording.subject(delivery), text: text, mailbox: address.mailbox, phone: address.phone,
            mayGetAddress: address.mayCome)
    }

    private func material(for delivery: Delivery, _ recipient: Recipient?) async throws -> Material {
        let register = register
        let (shows, list) = (try ShowList(delivery), try CaseList(delivery))
        let particulars = try Particulars(delivery)
        let named = (shows?.units ?? []).union(particulars?.units ?? [])
        return try await store.read(in: delivery.district) { transaction in
            let rules = try register.rules(of: delivery.district, version: delivery.packVersion, in: transaction)
            var sealed: SealedText?
            switch recipient {
            case .unit(let unit): sealed = try transaction.liaison(of: unit, in: delivery.district)
            case .citizen: sealed = try transaction.citizen(of: delivery.case, in: delivery.district)
            case .role, .office, .subscription, nil: break
            }
            let name = try delivery.unit.flatMap { try transaction.name(of: $0, in: delivery.district) }
            return Material(
                pack: rules.pack, unitName: name, sealed: sealed, shows: shows, list: list, particulars: particulars,
                unitNames: named.isEmpty ? [:] : try transaction.names(of: named, in: delivery.district))
        }
    }

    private func address(of recipient: Recipient?, _ material: Material, _ delivery: Delivery) throws -> Address {
        switch recipient {
        case .unit(let unit):
            guard let sealed = material.sealed else { return Address() }
            let json = try keys.openBytes(
                sealed, field: "liaison", of: SealSubject(district: delivery.district, unit: unit))
            let liaison = try JSONDecoder().decode(Liaison.self, from: Data(json))
            return Address(mailbox: liaison.mailbox, phone: liaison.phone)
        case .citizen:
            guard let sealed = material.sealed else { return Address(mayCome: false) }
            let json = try keys.openBytes(
                sealed, field: "citizen", of: SealSubject(district: delivery.district, case: delivery.case))
            return Address(phone: try JSONDecoder().decode(Citizen.self, from: Data(json)).phone, mayCome: false)
        case .role(let role): return Address(mailbox: material.pack.mailboxes[role], mayCome: false)
        case .office(let name):
            return Address(mailbox: material.pack.copyRecipient(name)?.mailbox, mayCome: false)
        case .subscription, nil: return Address(mayCome: false)
        }
    }
}
