/// The secret by which a citizen, anonymous or not, asks after a case: `7K3M-QX9D-4TB`.
///
/// 55 random bits in Crockford's base 32, which has no I, L, O, U; read back in any case, with or without hyphens,
/// and with O, I, L taken for the digits they look like. It is told once, and only its keyed hash is stored.
public struct ClaimCode: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    static let count = 11
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    let symbols: String

    public static func random() throws -> ClaimCode {
        // 32 divides 256, so the low five bits of a byte are uniform.
        ClaimCode(symbols: String(try RandomBytes.make(count).map { alphabet[Int($0 & 31)] }))
    }

    /// - Parameter bytes: uniform ones; the low five bits of the first eleven are taken.
    init(uniform bytes: [UInt8]) {
        self.init(symbols: String(bytes.prefix(Self.count).map { Self.alphabet[Int($0 & 31)] }))
    }

    private init(symbols: String) { self.symbols = symbols }

    /// Reads what a citizen typed.
    public init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        var symbols = ""
        for character in text.uppercased() where character != "-" && character != " " {
            switch character {
            case "O": symbols.append("0")
            case "I", "L": symbols.append("1")
            case let symbol where Self.alphabet.contains(symbol): symbols.append(symbol)
            default: return nil
            }
        }
        guard symbols.count == Self.count else { return nil }
        self.symbols = symbols
    }

    /// `XXXX-XXXX-XXX`, to be shown to the citizen and to nobody else.
    public var text: String {
        let symbols = Array(symbols)
        return String(symbols[..<4]) + "-" + String(symbols[4..<8]) + "-" + String(symbols[8...])
    }

    public var description: String { "ClaimCode(hidden)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
