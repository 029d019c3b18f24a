/// A strict reader of Prometheus' text format 0.0.4: throws at the first thing that the format does not allow.
struct ExpositionParser {
    struct Sample: Equatable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Malformed: Error {
        let line: String
        let reason: String
    }

    private(set) var samples: [Sample] = []
    private var kinds: [String: String] = [:]
    private var helped: Set<String> = []
    private var closed: Set<String> = []
    private var current = ""

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Malformed(line: "", reason: "no newline at the end") }
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
            if line.hasPrefix("#") { try comment(line) } else { try sample(line) }
        }
    }

    private mutating func comment(_ line: String) throws {
        let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "#", isName(parts[2]) else {
            throw Malformed(line: line, reason: "comment")
        }
        switch parts[1] {
        case "HELP":
            guard helped.insert(parts[2]).inserted else { throw Malformed(line: line, reason: "second HELP") }
            guard unescape(parts[3], quotes: false) != nil else { throw Malformed(line: line, reason: "escape") }
        case "TYPE":
            guard ["counter", "gauge", "histogram"].contains(parts[3]), kinds[parts[2]] == nil else {
                throw Malformed(line: line, reason: "second or unknown TYPE")
            }
            kinds[parts[2]] = parts[3]
            if !current.isEmpty { closed.insert(current) }
            current = parts[2]
        default: throw Malformed(line: line, reason: "comment")
        }
    }

    private mutating func sample(_ line: String) throws {
        guard
            let match = line.wholeMatch(
                of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:.|\r)*)\})? (\S+)/.matchingSemantics(.unicodeScalar))
        else {
            throw Malformed(line: line, reason: "sample")
        }
        let name = String(match.1)
        let family = kinds[name] == nil ? baseName(name) : name
        guard family == current, kinds[family] != nil else { throw Malformed(line: line, reason: "outside its family") }
        guard let value = number(String(match.3)) else { throw Malformed(line: line, reason: "number") }
        let labels = try match.2.map { try pairs(String($0), line) } ?? [:]
        guard !samples.contains(where: { $0.name == name && $0.labels == labels }) else {
            throw Malformed(line: line, reason: "second sample")
        }
        samples.append(Sample(name: name, labels: labels, value: value))
    }

    private func pairs(_ text: String, _ line: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text[...]
        while !rest.isEmpty {
            guard
                let match = rest.prefixMatch(
                    of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(,|$)/.matchingSemantics(.unicodeScalar)),
                let value = unescape(String(match.2), quotes: true),
                labels.updateValue(value, forKey: String(match.1)) == nil
            else { throw Malformed(line: line, reason: "labels") }
            rest = rest[match.range.upperBound...]
        }
        return labels
    }

    private func baseName(_ name: String) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
            let base = String(name.dropLast(suffix.count))
            if kinds[base] == "histogram" { return base }
        }
        return name
    }

    private func number(_ text: String) -> Double? {
        switch text {
        case "NaN": .nan
        case "+Inf": .infinity
        case "-Inf": -.infinity
        default: text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?/) == nil ? nil : Double(text)
        }
    }

    private func isName(_ text: String) -> Bool { text.wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil }

    private func unescape(_ text: String, quotes: Bool) -> String? {
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                result.append(scalar)
                continue
            }
            switch scalars.next() {
            case "\\": result.append("\\")
            case "n": result.append("\n")
            case "\"" where quotes: result.append("\"")
            default: return nil
            }
        }
        return String(result)
    }
}
