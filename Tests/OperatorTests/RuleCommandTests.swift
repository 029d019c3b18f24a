import Foundation
import TestSupport
import Testing

@testable import OperatorService

@Suite struct RuleCommandTests {
    private func pack(_ district: String) throws -> URL {
        try DeployFolder.find(workingDirectory: #filePath).appending(path: "districts/\(district)/pack.yaml")
    }

    @Test(arguments: ["changzhou", "doumen"])
    func theDeployedPacksHaveNoProblem(district: String) async throws {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["rules", "check", try pack(district).path]) == 0)
        #expect(terminal.said.contains("of \(district)"))
    }

    @Test("X18: what the rules refer to and nobody supplied is named, for unknown is not complied with")
    func whatIsNotSuppliedIsNamed() async throws {
        let found = try await check(String(contentsOf: pack("changzhou"), encoding: .utf8))
        #expect(
            found.said.dropFirst() == [
                "pack.yaml: refers to 常政办发〔2019〕16号, which is not part of the pack: nothing of it is checked",
                "pack.yaml: refers to 苏政办发〔2018〕110号, which is not part of the pack: nothing of it is checked",
            ])
        #expect(try await check(String(contentsOf: pack("doumen"), encoding: .utf8)).said.count == 1)
    }

    @Test func everyProblemIsPrintedWithLineAndColumn() async throws {
        let text = try String(contentsOf: pack("changzhou"), encoding: .utf8)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
        let broken = text.replacing("per: workOrder", with: "per: worker")
            .replacing("minutesBefore: 120", with: "soon: 1")
        try Data(broken.utf8).write(to: file)
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["rules", "check", file.path]) == 1)
        let lines = terminal.said.split(separator: "\n")
        #expect(lines.count > 2)
        #expect(lines.allSatisfy { $0.contains(#/\.yaml:\d+:\d+: /#) })
        #expect(terminal.complained.contains("problems"))
        try FileManager.default.removeItem(at: file)
        #expect(await terminal.run(["rules", "check", file.path]) == 2)
    }

    private func check(_ text: String) async throws -> (code: Int32, said: [Substring]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }  // what stays lies in a temporary folder
        try Data(text.utf8).write(to: file)
        let terminal = CollectingTerminal()
        let code = await terminal.run(["rules", "check", file.path])
        return (code, terminal.said.replacing(file.path, with: "pack.yaml").split(separator: "\n"))
    }

    @Test func aRuleThatTheRegisterDoesNotHaveIsNamedWithTheNearest() async throws {
        let text = try String(contentsOf: pack("changzhou"), encoding: .utf8)
            .replacing("rule: CZ-54\n", with: "rule: CZ-99\n").replacing(
                "rule: CZ-53, ground", with: "rule: CZ-530, ground"
            )
            .replacing("rule: CZ-53, kind", with: "rule: CZ-530, kind").replacing(
                "rule: CZ-56, on", with: "rule: CZ-560, on")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let clock = try #require(lines.firstIndex { $0.hasSuffix("rule: CZ-99") }) + 1
        let rung = try #require(lines.firstIndex { $0.contains("rule: CZ-530,") }) + 1
        let situation = try #require(lines.firstIndex { $0.contains("rule: CZ-530, kind") }) + 1
        let told = try #require(lines.firstIndex { $0.contains("rule: CZ-560, on") }) + 1
        let found = try await check(text)
        let expected: [(place: String, path: String, rule: String, near: String)] = [
            ("\(clock):11", "clocks[2]", "CZ-99", "CZ-09"), ("\(rung):40", "ladders[1].rungs[0]", "CZ-530", "CZ-30"),
            ("\(situation):12", "situations[1]", "CZ-530", "CZ-30"),
            ("\(told):12", "notifications[13]", "CZ-560", "CZ-50"),
        ]
        let lined = expected.map { place, path, rule, near -> Substring in
            "pack.yaml:\(place): \(path).rule: \"\(rule)\" is not in the register of rules; did you mean \"\(near)\"?"
        }
        #expect(found.code == 1)
        #expect(found.said == lined)
    }

    @Test func whatTheReaderAndTheRegisterFindIsPrintedTogether() async throws {
        let text = try String(contentsOf: pack("changzhou"), encoding: .utf8)
            .replacing("rule: CZ-54\n", with: "rule: CZ-99\n").replacing("settles: [X07, X25]", with: "settles: [X77]")
        let found = try await check(text)
        #expect(found.code == 1 && found.said.count == 2)
    }

    @Test func aClockOfASectionThatIsSwitchedOffIsNamedWithItsPlace() async throws {
        let text = try String(contentsOf: pack("changzhou"), encoding: .utf8)
            .replacing("rework: {isAllowed: true, maxRounds: 2}", with: "rework: {isAllowed: false}")
        let line =
            try #require(
                text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
                    $0.hasSuffix("name: rework")
                }) + 1
        let found = try await check(text)
        #expect(found.code == 1)
        #expect(
            found.said
                == ["ReworkOrdered", "WorkOrderDispatched"].map {
                    "pack.yaml:\(line):5: clocks[9]: starts: \($0) never happens, for rework.isAllowed is false"
                })
    }

    @Test func rulesOfItsOwnAreADistrictsToNumber() async throws {
        let found = try await check(ThirdDistrict.pack)
        #expect(found.code == 0, "\(found.said)")
    }

    @Test func theListNamesRuleClauseAndLimit() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("rules list --district changzhou") == 0)
        #expect(terminal.said.contains(#/sign +CZ-54 +手册二\(二\)1 +1 working hour +unit/#))
        #expect(await terminal.run("rules list --district nowhere") == 2)
        #expect(await terminal.run("rules list") == 64)
    }

    @Test func theDifferenceOfTwoPacksIsToldByName() async throws {
        let text = try String(contentsOf: pack("changzhou"), encoding: .utf8)
        let newer = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: newer) }  // what stays lies in a temporary folder
        let changed = text.replacing("changzhou-2020.1", with: "changzhou-2020.2")
            .replacing("within: {amount: 1, unit: workingHours}", with: "within: {amount: 2, unit: workingHours}")
            .replacing("    warn: {percent: 75}\n", with: "", maxReplacements: 1)
            .replacing("  promptly.workingDays: 1 # X31", with: "  promptly.workingDays: 1\n  leave.cutoffTime: x")
            .replacing("leave.cutoffTime: x", with: "complex.notice: optional")
        try Data(changed.utf8).write(to: newer)
        let old = try pack("changzhou").path
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["rules", "diff", old, newer.path]) == 1)
        #expect(
            terminal.said.split(separator: "\n") == [
                #"pack.version: "changzhou-2020.1" → "changzhou-2020.2""#,
                "clocks.sign.within.amount: 1 → 2",
                "clocks.sign.warn: no longer {percent: 75}",
                "clocks.contact.within.amount: 1 → 2",
                "policies.complex.notice: new optional",
                "5 differences",
            ])
        let same = CollectingTerminal()
        #expect(await same.run(["rules", "diff", old, old]) == 0)
        #expect(same.said.contains("0 differences"))
        try Data("pack: {}".utf8).write(to: newer)
        #expect(await CollectingTerminal().run(["rules", "diff", old, newer.path]) == 2)
    }
}
