import Contracts
import RulePacks

/// A unit as it is stored.
struct RegisteredUnit: Sendable {
    let entry: UnitEntry
    let liaison: SealedText?
    /// How often it was told of.
    let revision: Int

    /// Whether the register says the same but for the liaison, which is sealed here.
    func hasSameFacts(as other: UnitEntry) -> Bool {
        entry.name == other.name && entry.aliases == other.aliases && entry.kind == other.kind
            && entry.validFrom == other.validFrom && entry.validTo == other.validTo
    }
}
