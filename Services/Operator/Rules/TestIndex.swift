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
            let (suite, source) = (file.deletingPathExtension().lastPathComponent, try TextFile.read(file.path))
            for name in names(in: source) {
                for rule in rules(in: name) { suites[rule, default: []].append(suite) }
            }
            guard suite.hasPrefix("ClockRow") else { continue }
            for rule in rows(in: source) { suites[rule, default: []].append("ClockTableTests") }
        }
        return suites.mapValues { $0.sorted() }
    }

    /// What stands in quotes at the beginning of `@Test(`, of tests that are not disabled.
    private static func names(in source: String) -> [Substring] {
        source.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"([^{]*)/).filter { !$0.output.2.contains(".disabled(") }
            .map(\.output.1)
    }

    private static func rules(in name: Substring) -> Set<RuleID> {
        Set(name.matches(of: /\b(?:(?:CZ|DM)-|X)\d\d\b/).map { RuleID(String($0.output)) })
    }

    /// The rules whose clocks have a row of their own in the tables, which every test of these goes through.
    private static func rows(in source: String) -> Set<RuleID> {
        Set(source.matches(of: /"((?:CZ|DM)-\d\d)"/).map { RuleID(String($0.output.1)) })
    }
}
