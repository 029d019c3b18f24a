import Contracts
import DeadlineWatcherService
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// `hotline rules dry-run` and `explain` over a deadline watcher's real schema.
@Suite struct PackTrialTests {
    private let watcher: ServiceFixture<DeadlineWatcherService>
    private let folder = FileManager.default.temporaryDirectory.appending(path: "trial-\(UUID().uuidString)")
    private static let pack = "changzhou-2020.1"

    init() async throws {
        watcher = try await ServiceFixture(at: Self.time("2020-05-14T10:10"))
        try await watcher.adopt("changzhou", at: Self.time("2020-04-01T00:00"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private static func time(_ local: String) -> Instant { Instant(rfc3339: "\(local):00+08:00") ?? .earliest }

    private func appeal(_ number: String, _ category: AppealCategory, _ local: String) async throws -> CaseID {
        let (id, time) = (CaseID(UUID().uuidString.lowercased()), Self.time(local))
        try await watcher.hear(
            WorkOrderDispatched(
                case: id, workOrder: WorkOrderID("order-\(number)"), caseNumber: CaseNumber(number),
                unit: UnitID("xinbei"), basis: .offAir, isLead: true, round: 1, category: category, channel: .web,
                broadcast: nil, onAir: nil, isForeignMatter: false, isComplex: false, isAnonymous: true,
                callbackMethod: .phone, registeredAt: time, packVersion: Self.pack), at: time)
        return id
    }

    private func run(_ words: String...) async -> (code: Int32, said: [String], complained: String) {
        let admin = watcher.admin
        let schema = WatcherSchema {
            StackConnections(
                namespace: "test",
                postgres: [
                    "POSTGRES_HOST": admin.host, "POSTGRES_PORT": "\(admin.port)", "POSTGRES_DATABASE": admin.database,
                ], broker: [:], passwords: ["POSTGRES_PASSWORD": "secret"])
        }
        let terminal = CollectingTerminal()
        let code = await terminal.run(words, command: RuleCommands.group(schema))
        return (code, terminal.said.split(separator: "\n").map(String.init), terminal.complained)
    }

    private func newPack(_ edits: [(String, String)] = []) throws -> String {
        var text = try ServiceFixture<DeadlineWatcherService>.deploy("districts/changzhou/pack.yaml")
        for (from, to) in edits + [(Self.pack, "changzhou-2020.2")] { text = text.replacing(from, with: to) }
        let file = folder.appending(path: "new.yaml").path
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    @Test("CZ-56: the cases that would have had other deadlines, which, and by which datum")
    func dryRun() async throws {
        _ = try await appeal("CZ-1", .consultation, "2020-04-10T10:00")
        let asked = try await appeal("CZ-2", .consultation, "2020-05-14T10:10")
        _ = try await appeal("CZ-3", .complaint, "2020-05-14T10:10")
        let before = try await (watcher.journal, watcher.rows)
        let file = try newPack([("{amount: 3, unit: workingDays}", "{amount: 5, unit: workingDays}")])
        let found = await run("dry-run", file, "--since", "2020-05-01")
        #expect(found.code == 1, "\(found)")
        #expect(
            found.said == [
                "CZ-2  answer  CZ-56  2020-05-19T17:30:00+08:00 → "
                    + "2020-05-21T17:30:00+08:00  clocks.answer.within.amount: 3 → 5",
                "1 of 2 cases would have had other deadlines",
            ], "\(found)")
        let json = await run("dry-run", file, "--since", "2020-04-01", "--json", "--district", "changzhou")
        #expect(json.said.count == 3 && json.said.last == #"{"cases":3,"differing":2}"#, "\(json)")
        let objects = try json.said.compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        let one = try #require(objects.first { $0["case"] as? String == asked.rawValue })
        #expect(one["new"] as? String == "2020-05-21T09:30:00Z")
        #expect(one["reasons"] as? [String] == ["clocks.answer.within.amount: 3 → 5"])
        #expect(try await (watcher.journal, watcher.rows) == before)
    }

    @Test("X03: a unit's preparation of a show is tried too, and the policy is named as it stands in the packs")
    func preparationOfAShow() async throws {
        let opens = Self.time("2020-05-22T09:00")
        try await watcher.hear(
            BroadcastScheduled(
                broadcast: BroadcastID("2020-05-22"), opensAt: opens, closesAt: opens.advanced(bySeconds: 3_600),
                units: [UnitID("xinbei")], packVersion: Self.pack), at: Self.time("2020-04-02T09:00"))
        let file = try newPack([("prep.mode: earlierOf", "prep.mode: workingDaysBefore"), ("v2-office", "v1-printed")])
        let found = await run("dry-run", file, "--since", "2020-04-01")
        #expect(found.code == 1 && found.said.count == 2, "\(found)")
        #expect(
            found.said.first?.hasSuffix(
                "  prep-meeting  CZ-33  2020-05-18T09:00:00+08:00 → 2020-05-19T09:00:00+08:00  "
                    + "policies.prep.mode: earlierOf → workingDaysBefore") == true, "\(found)")
    }

    @Test func nothingDiffersUnderTheSameRulesNorElsewhere() async throws {
        _ = try await appeal("CZ-1", .consultation, "2020-05-14T10:10")
        let same = await run("dry-run", try newPack(), "--since", "2020-05-01")
        #expect(same.code == 0 && same.said == ["0 of 1 cases would have had other deadlines"], "\(same)")
        let file = try newPack([("{amount: 3, unit: workingDays}", "{amount: 5, unit: workingDays}")])
        let elsewhere = await run("dry-run", file, "--since", "2020-05-01", "--district", "doumen")
        #expect(elsewhere.code == 0 && elsewhere.said == ["0 of 0 cases would have had other deadlines"])
    }

    @Test func moreCasesThanABatchAreAllSeen() async throws {
        let first = try await appeal("CZ-1", .consultation, "2020-05-14T10:10")
        try await watcher.asAdmin(
            """
            INSERT INTO test_deadline_watcher.case_states (district, case_id, case_number, pack_version, facts)
            SELECT district, gen_random_uuid(), 'CZ-' || i, pack_version, facts
            FROM test_deadline_watcher.case_states CROSS JOIN generate_series(2, 1203) AS i WHERE case_id = '\(first)'
            """)
        let file = try newPack([("{amount: 3, unit: workingDays}", "{amount: 5, unit: workingDays}")])
        let found = await run("dry-run", file, "--since", "2020-05-14")
        #expect(found.said.last == "1203 of 1203 cases would have had other deadlines")
        #expect(Set(found.said).count == 1204)
    }

    @Test func aPackThatCannotBeReadIsRefusedAsCheckRefusesIt() async throws {
        let file = try newPack([("per: workOrder", "per: worker")])
        let found = await run("dry-run", file, "--since", "2020-05-01")
        #expect(found.code == 2)
        #expect(!found.said.isEmpty && found.said.allSatisfy { $0.contains(#/\.yaml:\d+:\d+: /#) }, "\(found)")
        #expect(await run("dry-run", "/nowhere.yaml", "--since", "2020-05-01").code == 2)
        #expect(await run("dry-run", try newPack(), "--since", "yesterday").code == 64)
        #expect(await run("dry-run", try newPack()).code == 64)
    }

    @Test("CZ-56: explain prints what the route gives, by number or id, in both languages")
    func explain() async throws {
        let id = try await appeal("CZ-1", .consultation, "2020-05-14T10:10")
        let answer = try await watcher.send(.get, "/v1/districts/changzhou/cases/\(id)/deadlines")
        for language in ["zh", "en"] {
            let told = answer.objects("deadlines").compactMap {
                ($0["explanation"] as? [String: Any])?[language] as? String
            }
            #expect(told.count == 4)
            for called in ["CZ-1", id.rawValue] {
                let found = await run(
                    "explain", "--case", called, "--district", "changzhou", "--language", language)
                #expect(found.code == 0)
                let lines = told.joined(separator: "\n\n").split(separator: "\n").map(String.init)
                #expect(Array(found.said.prefix(lines.count)) == lines, "\(found)")
                // Then the citizen's wait: dispatched at once, and in hand since.
                let rest = found.said.dropFirst(lines.count)
                let head = language == "en" ? "End to end: since 2020-05-14 10:10, open, " : "全程：自 2020-05-14 10:10 起，"
                #expect(rest.count == 3 && rest.first?.hasPrefix(head) == true, "\(rest)")
            }
        }
        let unknown = await run("explain", "--case", "CZ-9", "--district", "changzhou")
        #expect(unknown.code == 1 && unknown.complained.contains("CZ-9"))
        #expect(await run("explain", "--case", "CZ-1").code == 64)
    }
}

extension ServiceFixture<DeadlineWatcherService> {
    /// What a dry run must leave as it is.
    fileprivate var journal: Int { get async throws { try await count("journal") } }
    fileprivate var rows: [String] {
        get async throws {
            try await asAdmin("SELECT deadlines::text FROM test_deadline_watcher.deadlines ORDER BY 1")
                .map { try $0.decode(String.self) }
        }
    }
}
