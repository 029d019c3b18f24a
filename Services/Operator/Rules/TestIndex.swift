import Contracts
import Foundation

/// Which tests carry which rules' numbers in their names, read from the sources.
enum TestIndex {
    /// - Parameter folder: `Tests`.
    /// - Returns: suites by rule, each as often as one of its tests names it.
    static func read(_ folder: URL) throws -> [RuleID: [String]] {
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            throw CommandFailure("\(folder.path) cannot be read", exitCode: 2)
        }
        var suites: [RuleID: [String]] = [:]
        for case let file as URL in files where file.pathExtension == "swift" {
            let suite = file.deletingPathExtension().lastPathComponent
            for name in names(in: try TextFile.read(file.path)) {
                for rule in rules(in: name) { suites[rule, default: []].append(suite) }
            }
        }
        return suites.mapValues { $0.sorted() }
    }

    /// What stands in quotes at the beginning of `@Test(`.
    private static func names(in source: String) -> [Substring] {
        source.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/).map(\.output.1)
    }

    private static func rules(in name: Substring) -> Set<RuleID> {
        Set(name.matches(of: /\b(?:CZ|DM)-\d\d\b/).map { RuleID(String($0.output)) })
    }
}
