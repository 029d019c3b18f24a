import Sealing

/// The letters of a text in order, without blanks and punctuation, and the runs of three among them.
struct Runs: Sendable {
    private let letters: [UInt32]
    /// The index of each letter's character in the text.
    private let indices: [Int]
    /// Where each run begins.
    private let places: [UInt64: [Int]]
    private let looks: Looks?

    /// A run that comes more often than this is looked for in the first of its places only: repetition costs no time.
    private static let mostPlaces = 32

    init(_ text: ReadText) {
        var (letters, indices) = ([UInt32](), [Int]())
        for (index, character) in text.characters.enumerated() {
            for scalar in character.unicodeScalars {
                guard let folded = Trigrams.fold(scalar.value) else { continue }
                letters.append(folded)
                indices.append(index)
            }
        }
        var places: [UInt64: [Int]] = [:]
        for start in 0..<max(letters.count - 2, 0) {
            let run = Self.run(letters, at: start)
            if places[run, default: []].count < Self.mostPlaces { places[run, default: []].append(start) }
        }
        (self.letters, self.indices, self.places, looks) = (letters, indices, places, text.looks)
    }

    var count: Int { letters.count }
    var distinct: Int { places.count }

    /// The share of the smaller one's distinct runs that the other has too, 0 to 1.
    func similarity(to other: Runs) -> Double {
        let smaller = min(distinct, other.distinct)
        guard smaller > 0 else { return 0 }
        return Double(places.keys.count { other.places[$0] != nil }) / Double(smaller)
    }

    /// A stretch of this text that stands in another word for word, as ranges of characters of both.
    struct Copy: Sendable {
        let here: Range<Int>
        let there: Range<Int>
        /// In letters.
        let length: Int
    }

    /// The longest stretches first found from the beginning, each of at least so many letters.
    func copies(from source: Runs, atLeast shortest: Int) -> [Copy] {
        var (found, start) = ([Copy](), 0)
        while start + shortest <= letters.count {
            guard let best = longest(from: start, in: source), best.length >= shortest else {
                start += 1
                continue
            }
            found.append(best)
            start += best.length
        }
        return found
    }

    private func longest(from start: Int, in source: Runs) -> Copy? {
        let starts = source.places[Self.run(letters, at: start)] ?? []
        let best = starts.map { ($0, matching(from: start, source, $0)) }.max { $0.1 < $1.1 }
        return best.map { there, length in
            Copy(here: range(start, length), there: source.range(there, length), length: length)
        }
    }

    private func matching(from start: Int, _ source: Runs, _ there: Int) -> Int {
        var length = 0
        while start + length < letters.count, there + length < source.letters.count,
            letters[start + length] == source.letters[there + length]
        {
            length += 1
        }
        looks?.add(length + 1)
        return length
    }

    private func range(_ start: Int, _ length: Int) -> Range<Int> { indices[start]..<indices[start + length - 1] + 1 }

    private static func run(_ letters: [UInt32], at start: Int) -> UInt64 {
        UInt64(letters[start]) << 42 | UInt64(letters[start + 1]) << 21 | UInt64(letters[start + 2])
    }
}
