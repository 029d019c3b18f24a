/// Two letters that follow each other, as texts are compared: a word of Chinese is often no longer.
public struct Bigram: Hashable, Sendable {
    /// Two Unicode scalars of 21 bits. The highest bit sets it apart from every trigram and phrase.
    let value: UInt64

    /// - Parameters: folded letters (``Trigrams/fold(_:)``).
    public init(_ first: UInt32, _ second: UInt32) {
        value = 1 << 63 | UInt64(first) << 21 | UInt64(second)
    }
}
