import Contracts
import Foundation
import Messaging
import Postgres
import RulePacks
import Sealing

/// Enters a district's units; what is entered already is said no second time.
struct UnitRegistrar: Sendable {
    let keys: KeyRing
    let district: DistrictID
    let now: Instant
    /// Of the day on which they are entered: liaisons are sealed under its key.
    let month: Month

    /// - Returns: how many were new or altered; each is one UnitChanged.
    func enter(_ register: UnitRegister, in transaction: borrowing Transaction, _ journal: Journal) throws -> Int {
        try transaction.lockUnits(of: district)
        let known = try transaction.registeredUnits(of: district)
        var changed = 0
        for entry in register.units {
            let before = known[entry.id]
            let liaison = Liaison(mailbox: entry.mailbox)
            if let before, before.hasSameFacts(as: entry), try isSame(liaison, as: before.liaison, of: entry.id) {
                continue
            }
            let unit = RegisteredUnit(
                entry: entry, liaison: try seal(liaison, of: entry.id), revision: (before?.revision ?? 0) + 1)
            try transaction.keep(unit, of: district, at: now)
            try record(unit, journal)
            changed += 1
        }
        return changed
    }

    private func record(_ unit: RegisteredUnit, _ journal: Journal) throws {
        let entry = unit.entry
        let cause = Cause(
            id: try DerivedID.make("unit", district.rawValue, entry.id.rawValue, String(unit.revision)))
        try journal.events(causedBy: cause).record(
            UnitChanged(
                unit: entry.id, name: entry.name, aliases: entry.aliases, validFrom: entry.validFrom,
                validTo: entry.validTo, liaison: unit.liaison), at: now)
    }

    private func seal(_ liaison: Liaison, of unit: UnitID) throws -> SealedText {
        let json = [UInt8](try JSONEncoder().encode(liaison))
        return try keys.seal(json, field: "liaison", of: SealSubject(district: district, unit: unit), month: month)
    }

    private func isSame(_ liaison: Liaison, as sealed: SealedText?, of unit: UnitID) throws -> Bool {
        guard let sealed else { return false }
        do {
            let json = try keys.openBytes(
                sealed, field: "liaison", of: SealSubject(district: district, unit: unit))
            return try JSONDecoder().decode(Liaison.self, from: Data(json)) == liaison
        } catch SealingError.keyDestroyed {
            // Sealed anew under today's month, or nobody could write to the unit any more.
            return false
        }
    }
}
