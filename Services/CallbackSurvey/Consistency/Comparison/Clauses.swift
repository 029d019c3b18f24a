/// The clauses of a text, read in one pass: a figure or a matter asks its clause, and does not search it again.
struct Clauses: Sendable {
    private var all: [Clause] = []
    /// The number of each character's clause; a mark belongs to the clause that it ends.
    private var numbers: [Int] = []

    init() {}

    init(_ text: ReadText) {
        all.append(Clause(from: 0))
        for (index, character) in text.characters.enumerated() {
            numbers.append(all.count - 1)
            if Self.isMark(character) {
                all.append(Clause(from: index + 1))
            } else {
                noteWords(of: text, at: index, beginning: character)
            }
        }
    }

    subscript(around index: Int) -> Clause { all[numbers[index]] }

    /// None of the words has a mark in it, so each ends in the clause in which it begins.
    private mutating func noteWords(of text: ReadText, at index: Int, beginning character: Character) {
        for word in Self.words[character] ?? [] where text.has(word.text, at: index) {
            all[all.count - 1].note(word.sign, endingAt: index + word.text.count)
        }
    }

    private static func isMark(_ character: Character) -> Bool { ",;!?。\n\r\u{2028}".contains(character) }

    private struct Word: Sendable {
        let sign: Clause.Sign
        let text: String
    }

    /// By their first character; most characters begin none.
    private static let words: [Character: [Word]] = {
        var words: [Character: [Word]] = [:]
        for sign in Clause.Sign.allCases {
            for text in sign.words {
                guard let first = text.first else { continue }
                words[first, default: []].append(Word(sign: sign, text: text))
            }
        }
        return words
    }()
}
