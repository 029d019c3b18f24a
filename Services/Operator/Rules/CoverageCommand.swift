import Contracts
import Foundation
import RulePacks

extension RuleCommands {
    static let coverage = Command(
        "coverage", "Every written rule with what carries it, the tests that prove it, and its state",
        options: [CommandOption("state", "STATE", "only works, open, planned or uncovered")]
    ) { arguments, terminal in
        let coverage = try RuleCoverage.deployed(in: try DeployFolder.find())
        let state = try arguments.choice("state", or: RuleCoverage.State.works)
        let lines = coverage.lines.filter { !arguments.isSet("state") || $0.state == state }
        TextTable(
            ["rule", "clause", "owner", "state", "carried by", "tests", "missing"], lines.map(\.cells)
        ).lines.forEach(terminal.say)
        let counts = Dictionary(grouping: coverage.lines, by: \.state).mapValues(\.count)
        terminal.say(
            "\(coverage.lines.count) rules: "
                + RuleCoverage.State.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", "))
        return counts[.uncovered] == nil ? 0 : 1
    }
}

extension RuleRegister {
    /// The register beside this programme.
    ///
    /// - Throws: `CommandFailure` (exit code 2) where it is not there, or with its problems.
    static func deployed(in deploy: URL) throws -> RuleRegister {
        let path = deploy.appending(path: "rules/register.yaml").path
        do {
            return try RuleRegister(source: try TextFile.read(path), file: path)
        } catch let error as PackErrors {
            throw CommandFailure(error.description, exitCode: 2)
        }
    }
}

extension RuleCoverage {
    /// Of the districts and tests beside this programme.
    static func deployed(in deploy: URL) throws -> RuleCoverage {
        let register = try RuleRegister.deployed(in: deploy)
        let tests = deploy.deletingLastPathComponent().appending(path: "Tests")
        do {
            return RuleCoverage(
                register, packs: try DistrictFiles.all(in: deploy).map { try $0.pack() },
                tests: try TestIndex.read(tests))
        } catch let error as PackErrors {
            throw CommandFailure(error.description, exitCode: 2)
        }
    }
}

extension RuleCoverage.Line {
    fileprivate var cells: [String] {
        let owners = rule.owners.map(\.rawValue).joined(separator: ", ")
        let places = carriers.map { "\($0.kind.rawValue) \($0.place)" }.joined(separator: ", ")
        let suites = Dictionary(grouping: tests) { $0 }.sorted { $0.key < $1.key }
            .map { $1.count == 1 ? $0 : "\($0) (\($1.count))" }
        return [
            rule.id.rawValue, rule.clause, owners, state.rawValue, places, suites.joined(separator: ", "),
            rule.open ?? "",
        ]
    }
}
