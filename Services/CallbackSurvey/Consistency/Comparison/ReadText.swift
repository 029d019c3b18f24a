import Contracts

/// A text as it is compared: its characters, full-width ones made plain, and where each stands.
struct ReadText: Sendable {
    let characters: [Character]
    /// The local day on which it was said: what "the end of this month" means.
    let day: CivilDay
    /// In UTF-16 units, as browsers count; one more than there are characters.
    private let offsets: [Int]
    private var clauses = Clauses()
    /// Counts in tests what the text costs.
    let looks: Looks?

    init(_ text: String, on day: CivilDay, counted looks: Looks? = nil) {
        var (characters, offsets, offset) = ([Character](), [Int](), 0)
        for character in text {
            characters.append(Self.plain(character))
            offsets.append(offset)
            offset += character.utf16.count
        }
        (self.characters, self.offsets, self.day, self.looks) = (characters, offsets + [offset], day, looks)
        clauses = Clauses(self)
    }

    /// Where a range of characters stands, in UTF-16 units.
    func place(_ range: Range<Int>) -> Range<Int> { offsets[range.lowerBound]..<offsets[range.upperBound] }

    func character(at index: Int) -> Character? { characters.indices.contains(index) ? characters[index] : nil }

    func has(_ word: String, at index: Int) -> Bool {
        looks?.add(1)
        return index >= 0 && characters.dropFirst(index).starts(with: word)
    }

    /// The first of the words that stands there.
    func first(of words: [String], at index: Int) -> String? { words.first { has($0, at: index) } }

    /// For a stretch of a few characters only: it looks for each word at each of them.
    func holds(_ words: [String], in range: Range<Int>) -> Bool {
        range.contains { index in words.contains { index + $0.count <= range.upperBound && has($0, at: index) } }
    }

    /// What lies between two marks of punctuation around a character.
    func clause(around index: Int) -> Clause { clauses[around: index] }

    private static func plain(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
            (0xFF01...0xFF5E).contains(scalar.value), let plain = Unicode.Scalar(scalar.value - 0xFEE0)
        else { return character }
        return Character(plain)
    }
}
