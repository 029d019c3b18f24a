/// A text file of the repository.
struct SourceFile: Sendable {
    /// Relative to the repository, with `/`.
    let path: String
    let text: String
    /// The text of a Swift file without comments and without the text of its string literals, line for line;
    /// of any other file, the text.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = path.hasSuffix(".swift") ? CodeOnly.of(text) : text
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    /// What runs in the product: everything but tests.
    var isShipped: Bool { !path.hasPrefix("Tests/") }
    var isShippedSwift: Bool { isSwift && isShipped }
    var isTest: Bool { isSwift && !isShipped }
    var isMain: Bool { isSwift && (code.contains(/@main\b/) || path.hasSuffix("/main.swift")) }
    var folders: [Substring] { path.split(separator: "/").dropLast() }
    var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }

    /// The modules that the file imports, with the line of each.
    var imports: [(module: String, line: Int)] {
        lines(of: code).compactMap { line, text in
            guard let found = text.firstMatch(of: Self.importStatement) else { return nil }
            return (String(found.module), line)
        }
    }

    /// Every match of a pattern, with its line and the line's text as written.
    func matches(of pattern: Regex<some Any>, inCode: Bool) -> [(line: Int, text: String)] {
        let searched = inCode ? code : text
        let written = text.split(separator: "\n", omittingEmptySubsequences: false)
        return searched.matches(of: pattern).map { found in
            let line = searched[..<found.range.lowerBound].count { $0 == "\n" }
            return (line + 1, written[line].trimmingPrefix { $0 == " " }.description)
        }
    }

    private func lines(of text: String) -> [(line: Int, text: Substring)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0 + 1, $1) }
    }

    nonisolated(unsafe) private static let importStatement =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+|(?:public|package|internal|fileprivate|private)\s+)*import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(?<module>\w+)/
}
