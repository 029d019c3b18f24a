import Foundation
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

    @Test func theListNamesRuleClauseAndLimit() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("rules list --district changzhou") == 0)
        #expect(terminal.said.contains(#/sign +CZ-54 +手册二\(二\)1 +1 working hour +unit/#))
        #expect(await terminal.run("rules list --district nowhere") == 2)
        #expect(await terminal.run("rules list") == 64)
    }
}
