import Testing

/// One rule of the house: what it finds broken, with its place.
struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    let broken: @Sendable (House) -> [Violation]

    var testDescription: String { name }

    static let all: [Rule] = imports + names + code + texts

    /// A rule about each file, or about those that are chosen.
    static func eachFile(
        _ name: String, where chosen: @escaping @Sendable (SourceFile) -> Bool = { _ in true },
        broken: @escaping @Sendable (SourceFile) -> [(line: Int, text: String)]
    ) -> Rule {
        Rule(name: name) { house in
            house.files.filter(chosen).flatMap { file in
                broken(file).map { Violation(path: file.path, line: $0.line, what: $0.text) }
            }
        }
    }
}

/// A place that breaks a rule.
struct Violation: Sendable, Equatable, CustomStringConvertible {
    let path: String
    var line = 1
    let what: String

    var description: String { "\(path):\(line): \(what)" }
}
