import Sealing

/// The pairs of letters of a text, which stand for its words, and where each stands.
struct Terms: Sendable {
    /// What an appeal is about is said at its beginning; a longer text costs no more than this.
    static let most = 200

    private(set) var bigrams: [Bigram] = []
    /// By bigram, where its first letter stands; only where the second follows with nothing between.
    private(set) var places: [[Int]] = []
    private let letters: [Unicode.Scalar]

    init(_ text: String) {
        letters = Array(text.unicodeScalars)
        var known: [Bigram: Int] = [:]
        var before: (letter: UInt32, place: Int)?
        for (place, scalar) in letters.enumerated() {
            guard let letter = Trigrams.fold(scalar.value) else { continue }
            defer { before = (letter, place) }
            guard let before else { continue }
            let bigram = Bigram(before.letter, letter)
            let index = known[bigram] ?? bigrams.count
            if index == bigrams.count {
                guard index < Self.most else { break }
                known[bigram] = index
                bigrams.append(bigram)
                places.append([])
            }
            if before.place + 1 == place { places[index].append(before.place) }
        }
    }

    /// The text from one letter up to another, as it was written.
    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: letters[range])
        return String(text)
    }
}
