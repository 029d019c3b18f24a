import Contracts
import Foundation
import Sealing

/// Seals and opens what belongs to one case, under the month in which it was registered, or to one edition, under that of its day.
struct Seal: Sendable {
    /// The name of a sealed field is that of the event's property; `said` and `outline` are in none.
    enum Field: String {
        case citizen, text, answer, promise, comment, outline, said
    }

    private static let encoder = JSONEncoder()

    let rings: Rings
    let subject: SealSubject
    let month: Month

    /// - Parameter isReport: what a citizen reports about officials is for intake and the discipline roles alone.
    func text(_ text: String, _ field: Field, isReport: Bool = false) throws -> SealedText {
        let ring = isReport ? rings.vault ?? rings.personal : rings.personal
        return try ring.seal(text, field: field.rawValue, of: subject, month: month)
    }

    func citizen(_ citizen: Citizen) throws -> SealedText {
        let json = [UInt8](try Self.encoder.encode(citizen))
        return try rings.personal.seal(json, field: Field.citizen.rawValue, of: subject, month: month)
    }

    func words(_ words: StudioWords) throws -> SealedText {
        let json = [UInt8](try Self.encoder.encode(words))
        return try rings.personal.seal(json, field: Field.said.rawValue, of: subject, month: month)
    }

    func open(_ sealed: SealedText, _ field: Field) throws -> String {
        do {
            return try rings.personal.open(sealed, field: field.rawValue, of: subject)
        } catch SealingError.unknownKey(let id) {
            guard let vault = rings.vault else { throw SealingError.unknownKey(keyId: id) }
            return try vault.open(sealed, field: field.rawValue, of: subject)
        }
    }

    func openCitizen(_ sealed: SealedText) throws -> Citizen {
        let json = try rings.personal.openBytes(sealed, field: Field.citizen.rawValue, of: subject)
        return try JSONDecoder().decode(Citizen.self, from: Data(json))
    }

    func openWords(_ sealed: SealedText) throws -> StudioWords {
        let json = try rings.personal.openBytes(sealed, field: Field.said.rawValue, of: subject)
        return try JSONDecoder().decode(StudioWords.self, from: Data(json))
    }
}

/// The keys that intake holds.
struct Rings: Sendable {
    let personal: KeyRing
    /// For reports (举报); where the service was given none they are sealed like everything else.
    let vault: KeyRing?
}
