import Contracts
import Foundation
import RulePacks
import Testing

@testable import OperatorService

@Suite struct RuleCoverageTests {
    private let deploy: URL
    private let coverage: RuleCoverage

    init() throws {
        deploy = try DeployFolder.find(workingDirectory: #filePath)
        coverage = try RuleCoverage.deployed(in: deploy)
    }

    @Test func everyRuleOfBothDocumentsIsInTheRegister() {
        let expected =
            (1...64).map { "CZ-\($0 < 10 ? "0" : "")\($0)" } + (1...51).map { "DM-\($0 < 10 ? "0" : "")\($0)" }
            + Contradictions.numbers
        #expect(coverage.lines.map(\.rule.id.rawValue) == expected)
    }

    @Test func noRuleThatAServiceOwnsIsWithoutCarrierOrTestUnlessTheRegisterSaysSo() {
        #expect(coverage.lines.filter { $0.state == .uncovered }.map(\.rule.id) == [])
    }

    @Test func whatTheRegisterCallsOpenIsNotDoneAlready() {
        for line in coverage.lines where line.state == .open {
            #expect(line.carriers.isEmpty || line.tests.isEmpty, "\(line.rule.id) has both: take `open` away")
        }
    }

    @Test func everyRuleThatAPackNamesIsInTheRegister() throws {
        let known = Set(coverage.lines.map(\.rule.id))
        for files in try DistrictFiles.all(in: deploy) {
            let pack = try files.pack()
            let named = Set(pack.clocks.map(\.rule) + pack.ladders.flatMap { $0.rungs.map(\.rule) })
            #expect(named.subtracting(known) == [])
        }
    }

    @Test func whatCarriesRulesExists() throws {
        let project = deploy.deletingLastPathComponent()
        let roles = try DistrictFiles.all(in: deploy).map { try $0.pack() }.flatMap { pack in
            pack.roles.keys.map { "\(pack.identity.district)/\($0.rawValue)" }
        }
        for carrier in coverage.lines.flatMap(\.rule.carriers) {
            let isThere =
                carrier.kind == .role
                ? roles.contains(carrier.place)
                : FileManager.default.fileExists(atPath: project.appending(path: carrier.place).path)
            #expect(isThere, "\(carrier.kind) \(carrier.place)")
        }
    }

    @Test func everyKindOfCarrierIsAtWork() {
        let kinds = Set(coverage.lines.flatMap(\.carriers).map(\.kind))
        #expect(kinds == Set(RuleEntry.Carrier.Kind.allCases))
    }

    @Test func theCommandPrintsEachRuleWithItsStateAndEndsWithTheCounts() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("rules coverage") == 0)
        #expect(terminal.said.contains(#/CZ-54 +二\(二\)1 +deadline-watcher +works +clock changzhou/sign/#))
        #expect(terminal.said.contains(#/\n147 rules: \d+ works, \d+ open, \d+ planned, 0 uncovered/#))
        let planned = CollectingTerminal()
        #expect(await planned.run("rules coverage --state planned") == 0)
        #expect(planned.said.contains(#/CZ-62 +四 +programme +planned/#) && !planned.said.contains("CZ-54 "))
        #expect(await CollectingTerminal().run("rules coverage --state done") == 64)
    }

    @Test func aBrokenRegisterIsRefusedWholeWithEachLine() {
        let source = """
            rules:
              - {id: CZ-01, clause: 一, owners: [programme], says: x}
              - {id: CZ-01, clause: 一, owners: [nobody], says: x, carriers: [{kind: hope, in: there}]}
            """
        #expect {
            _ = try RuleRegister(source: source, file: "r.yaml")
        } throws: { error in
            let lines = "\(error)".split(separator: "\n")
            return lines.count == 4 && lines.allSatisfy { $0.hasPrefix("r.yaml:3:") }
        }
    }
}
