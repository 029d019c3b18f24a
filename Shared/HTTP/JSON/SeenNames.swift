import FoundationEssentials

/// The names met in one JSON object. Few are compared one by one; many are kept in a set, so that an object with
/// a hundred thousand names costs no more than it should.
struct SeenNames {
    private var ranges: [Range<Int>] = []
    private var texts: Set<String>?
    private static let few = 16

    /// False when the name was there already.
    mutating func insert(_ name: Range<Int>, escaped: Bool, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if escaped || ranges.count >= Self.few || texts != nil {
            return insertText(name, in: bytes)
        }
        for seen in ranges where seen.count == name.count && bytes[seen].elementsEqual(bytes[name]) { return false }
        ranges.append(name)
        return true
    }

    private mutating func insertText(_ name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var texts = self.texts ?? Set(ranges.map { Self.text($0, in: bytes) })
        self.texts = nil
        let isNew = texts.insert(Self.text(name, in: bytes)).inserted
        self.texts = texts
        return isNew
    }

    /// With escapes resolved; as written when they are broken, which the parser will say.
    private static func text(_ name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes[name].contains(UInt8(ascii: "\\")) else { return String(decoding: bytes[name], as: UTF8.self) }
        let quoted = Data([UInt8(ascii: "\"")] + bytes[name] + [UInt8(ascii: "\"")])
        // A broken escape is malformed JSON: the parser refuses the document, so the raw text is good enough here.
        return (try? JSONDecoder().decode(String.self, from: quoted)) ?? String(decoding: bytes[name], as: UTF8.self)
    }
}
