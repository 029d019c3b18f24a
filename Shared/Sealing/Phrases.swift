/// The distinct runs of five letters of a text, each as one number (five Unicode scalars of 21 bits). Letters are folded as
/// those of trigrams are.
///
/// Where thousands of texts share each trigram of `12号3幢`, few share the whole of it.
enum Phrases {
    private static let letters = 21
    private static let mask: UInt64 = 0x1F_FFFF

    static func of(_ text: String) -> [Wide] {
        var phrases: Set<Wide> = []
        var (low, high, length): (UInt64, UInt64, Int) = (0, 0, 0)
        for scalar in text.unicodeScalars {
            guard let folded = Trigrams.fold(scalar.value) else { continue }
            // The letter that leaves the lower three enters the upper two.
            high = (high << letters | low >> (2 * letters)) & (mask << letters | mask)
            low = (low << letters | UInt64(folded)) & 0x7FFF_FFFF_FFFF_FFFF
            length += 1
            // Told from a trigram, whose upper half is zero.
            if length >= 5 { phrases.insert(Wide(low: low, high: high | 1 << 63)) }
        }
        return Array(phrases)
    }
}
