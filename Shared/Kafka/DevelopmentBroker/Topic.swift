/// A topic's name and number of partitions, as a line of text: `NAME [PARTITIONS]`.
struct Topic {
    let name: String
    let partitions: Int

    /// Nil when the line is none: Kafka's rule for names, and at most 1000 partitions.
    init?(_ line: some StringProtocol, otherwise partitions: Int) {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard (1...2).contains(words.count), let name = words.first, name.utf8.count <= 249, name != ".", name != "..",
            name.unicodeScalars.allSatisfy({
                $0.isASCII && ($0.properties.isAlphabetic || "._-0123456789".unicodeScalars.contains($0))
            })
        else { return nil }
        let count = words.count == 2 ? Int(words[1]) : partitions
        guard let count, (1...1000).contains(count) else { return nil }
        self.name = String(name)
        self.partitions = count
    }
}
