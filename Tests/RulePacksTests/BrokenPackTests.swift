import Foundation
import RulePacks
import Testing

@Suite struct BrokenPackTests {
    private func text(of broken: BrokenPack) throws -> String {
        let whole = try DeployedDistrict.text("deploy/districts/changzhou/pack.yaml").text
        try #require(whole.contains(broken.change.from), "the pack no longer says \(broken.change.from)")
        guard let place = whole.range(of: broken.change.from) else { return whole }
        return whole.replacingCharacters(in: place, with: broken.change.to)
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try RulePack(source: text, file: "pack.yaml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test(arguments: BrokenPack.all) func eachMistakeIsNamedWithItsPlace(broken: BrokenPack) throws {
        let problems = problems(try text(of: broken))
        #expect(problems.contains { $0.contains(broken.problem) }, "\(problems)")
        for problem in problems { #expect(problem.firstMatch(of: /^pack\.yaml:[0-9]+:[0-9]+: ./) != nil, "\(problem)") }
    }

    @Test("What ends a run of a work order may be the whole case's, and a longest limit is a limit")
    func whatIsNoMistakePasses() throws {
        let whole = try DeployedDistrict.text("deploy/districts/changzhou/pack.yaml").text
        for (from, to) in [
            ("stops: [{on: WorkOrderSigned}]", "stops: [{on: WorkOrderSigned}, {on: AppealAnsweredOnAir}]"),
            ("stops: [{on: AppealListed}]", "stops: [{on: BroadcastClosed}]"),
            // From the registration to the dispatch.
            (
                "starts: [{on: WorkOrderDispatched}]\n    stops: [{on: WorkOrderSigned}]",
                "starts: [{on: WorkOrderDispatched, at: registeredAt}]\n    stops: [{on: WorkOrderDispatched}]"
            ),
            // Its start is not all that stops it.
            ("stops: [{on: ObjectionDecided}]", "stops: {all: [{on: WorkOrderObjected}, {on: ObjectionDecided}]}"),
            // A day that somebody names is a due time, though no length.
            ("within:\n      - {limitOf: answer}", "noLaterThan: [promise]\n    within:\n      - {limitOf: answer}"),
            ("within: {amount: 30, unit: workingDays}", "within: {amount: 1000, unit: workingDays}"),
            ("within: {amount: 30, unit: workingDays}", "within: {amount: 120, unit: months}"),
            ("settles: [X07, X25]", "settles: [X01, X32]"),
            ("    starts: [{on: WorkOrderObjected}]", "    recurs: true\n    starts: [{on: WorkOrderObjected}]"),
        ] {
            try #require(whole.contains(from), "the pack no longer says \(from)")
            #expect(problems(whole.replacing(from, with: to, maxReplacements: 1)) == [], "\(to)")
        }
    }

    @Test func allMistakesAreFoundAtOnce() throws {
        var text = try DeployedDistrict.text("deploy/districts/changzhou/pack.yaml").text
        let chosen = BrokenPack.all.filter {
            ["a misspelt key", "an unknown category", "no time at all", "an unknown role", "an unknown policy"]
                .contains($0.what)
        }
        for broken in chosen {
            if let place = text.range(of: broken.change.from) {
                text.replaceSubrange(place, with: broken.change.to)
            }
        }
        let problems = problems(text)
        for broken in chosen { #expect(problems.contains { $0.contains(broken.problem) }, "\(broken.what)") }
    }

    @Test func theLineIsTheOneOfTheMistake() throws {
        let text = try DeployedDistrict.text("deploy/districts/changzhou/pack.yaml").text
        let line = try #require(
            text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("amount: 3,") })
        let problems = problems(text.replacing("amount: 3,", with: "amount: x,", maxReplacements: 1))
        #expect(problems.first?.hasPrefix("pack.yaml:\(line + 1):22: clocks[4].within.amount:") == true, "\(problems)")
        #expect(problems.count == 1, "\(problems)")
    }

    @Test(arguments: ["", "[]", "a", "clocks: {}", "pack: 7\nclocks: [1, [2], {}]\nladders: x\nroles: []"])
    func whatIsNoPackIsRefused(text: String) {
        #expect(!problems(text).isEmpty)
    }

    @Test func everyCutOfAPackIsRefusedOrWhole() throws {
        let text = try DeployedDistrict.text("deploy/districts/doumen/pack.yaml").text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // Up to the last part that a pack cannot be without.
        let end = try #require(lines.firstIndex { $0.hasPrefix("dispatch:") })
        for count in stride(from: 1, through: end, by: 7) {
            #expect(!problems(lines.prefix(count).joined(separator: "\n")).isEmpty)
        }
    }

    @Test func theSchemaAcceptsBothPacksAndRefusesWhatSwiftRefuses() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // What is left lies in the temporary folder.
        let seen = BrokenPack.all.filter(\.isSeenBySchema)
        var paths = ["changzhou", "doumen"].map {
            DeployedDistrict.root.appending(path: "deploy/districts/\($0)/pack.yaml")
        }
        for (index, broken) in seen.enumerated() {
            let path = folder.appending(path: "\(index).yaml")
            try text(of: broken).write(to: path, atomically: true, encoding: .utf8)
            paths.append(path)
        }
        let faults = try SchemaCheck.faults(of: paths)
        #expect(Array(faults.prefix(2)) == [[], []])
        for (broken, faults) in zip(seen, faults.dropFirst(2)) {
            #expect(!faults.isEmpty, "the schema lets pass: \(broken.what)")
        }
    }
}
