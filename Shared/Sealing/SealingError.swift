import Contracts

/// Why something could not be sealed or opened. Texts carry ids only, never content.
public enum SealingError: Error, Hashable, CustomStringConvertible {
    /// The ring has never held this key, also after it was read again.
    case unknownKey(keyId: String)
    /// The month's retention has ended; what was sealed under it is gone for good.
    case keyDestroyed(keyId: String)
    /// There is no key for the month and this ring may not add one.
    case noKey(district: DistrictID, month: Month)
    /// The box was altered, or was made for another district, case or field.
    case notAuthentic(keyId: String, field: String)
    /// What was sealed is not UTF-8, though text was asked for.
    case notText(keyId: String, field: String)
    /// A file of keys or tokens cannot be used.
    case fileRefused(path: String, reason: String)
    /// A token of this name was issued before.
    case nameTaken(String)

    /// Whether it may be otherwise the next time: a file can be mended or put back. All else is said of the box itself.
    public var isPassing: Bool {
        if case .fileRefused = self { true } else { false }
    }

    public var description: String {
        switch self {
        case .unknownKey(let keyId): "no key \(Self.id(keyId)) in the key ring"
        case .keyDestroyed(let keyId): "key \(Self.id(keyId)) was destroyed at the end of its month's retention"
        case .noKey(let district, let month): "no key for district \(Self.id(district.rawValue)), month \(month)"
        case .notAuthentic(let keyId, let field):
            "field \(Self.id(field)): altered, or sealed for another district, case or field (key \(Self.id(keyId)))"
        case .notText(let keyId, let field): "field \(Self.id(field)): not UTF-8 text (key \(Self.id(keyId)))"
        case .fileRefused(let path, let reason): "\(path): \(reason)"
        case .nameTaken(let name): "the name \(Self.id(name)) is taken"
        }
    }

    /// An id that came in a message may be anything; only what an id may look like is repeated.
    private static func id(_ text: String) -> String {
        let allowed = text.unicodeScalars.prefix(64).map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain || "-._/".unicodeScalars.contains(scalar) ? Character(scalar) : "?"
        }
        return String(allowed)
    }
}
