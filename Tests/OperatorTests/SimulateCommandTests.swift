import CallbackSurveyService
import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import OperatorService

/// `hotline simulate` as its own process, as a person would run it.
@Suite struct SimulateCommandTests {
    @Test func aSmallSeasonEndsInTheSameLedgerForPeopleAndAsJSONAndNothingStays() async throws {
        // What a real broker would prove is proved elsewhere; this one starts at once.
        let stack = try StackFixture(without: ["KAFKA_HOME", "KAFKA_BOOTSTRAP_SERVERS"])
        let words = ["simulate", "--district", "doumen", "--shows", "1", "--appeals", "6", "--seed", "7"]
        let json = try await stack.hotline(words + ["--json"])
        #expect(json.split(separator: "\n").count == 1)
        let outcome = try JSONDecoder().decode(Outcome.self, from: Data(json.utf8))
        #expect(outcome.district == "doumen" && outcome.shows == 1 && outcome.acts > 6)
        let ledger = outcome.ledger
        #expect(ledger.appeals == 6 && ledger.byCategory.values.reduce(0, +) == 6)
        let lines = try await stack.hotline(words).split(separator: "\n").map(String.init)
        let head = try #require(lines.firstIndex { $0.hasPrefix("台账 · 斗门区“服务群众敢担当”热线") })
        #expect(lines[head].hasSuffix("(doumen-2016.1)"))
        #expect(lines.count { $0.hasPrefix("台账") } == 1)
        for line in [
            "诉求 appeals: 6 in 1 shows: ", "直播 on air: ", "超时 missed: \(ledger.missed)",
            "答复 answered: \(ledger.answered.inTime + ledger.answered.late) of \(ledger.dispatched) work orders, ",
            "办结 closed: \(ledger.closed.inTime + ledger.closed.late) of \(ledger.dispatched) work orders, ",
            "督办函 letters: \(ledger.lettersIssued)", "二次留单 rework: \(ledger.reworkRequested) ordered, ",
            "满意度 satisfaction: ", "关注 where to look next: ",
        ] { #expect(lines[head...].contains { $0.hasPrefix("  " + line) }, "\(line) in \(lines)") }
        try await nothingStays(of: stack)
        try stack.remove()
    }

    /// What it started is stopped; the database that is kept holds nothing of the season.
    private func nothingStays(of stack: StackFixture) async throws {
        let foundations = StackFoundations(settings: try stack.settings(), terminal: .silent)
        #expect(await foundations.isPostgresRunning() == false)
        _ = try await foundations.startPostgres()
        let connections = try StackConnections(foundationsOf: stack.settings())
        let connection = try await Connection.connect(to: connections.administrator())
        let rows = try await connection.run(
            """
            SELECT nspname FROM pg_namespace WHERE nspname LIKE 'season%'
            UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'season%'
            """)
        await connection.close()
        try await foundations.stop()
        #expect(try rows.map { try $0.decode(String.self) } == [])
    }

    private struct Outcome: Decodable {
        let district: String
        let shows: Int
        let acts: Int
        let ledger: SeasonLedger
    }

    @Test(arguments: [
        ("simulate", "--appeals", "0", "--appeals must be 1 to 1000"),
        ("simulate", "--appeals", "1001", "--appeals must be 1 to 1000"),
        ("simulate", "--appeals", "some", "--appeals must be a whole number"),
        ("simulate", "--shows", "0", "--shows must be 1 to 1000"),
        ("simulate", "--shows", "-1", "--shows must be 1 to 1000"),
        ("simulate", "--seed", "-1", "--seed must be 0 to"),
        ("simulate", "--seed", "", "--seed must be a whole number"),
        ("simulate", "--district", "nowhere", "--district must be one of changzhou, doumen"),
        ("simulate", "--district", "../districts/doumen", "--district must be one of changzhou, doumen"),
        ("simulate", "--district", "doumen --district doumen", "--district doumen is given twice"),
        ("simulate", "--fast", "", "there is no option --fast"), ("demo", "--shows", "-1", "--shows must be 1 to 1000"),
        ("demo", "--calls", "0", "--calls must be 1 to 100000"),
    ])
    func whatCannotBePlayedIsRefusedByNameAndNothingIsStarted(
        command: String, option: String, value: String, reason: String
    ) async throws {
        let stack = try StackFixture()
        let refusal = await #expect(throws: CommandFailure.self) {
            try await stack.hotline(
                [command, option] + (value.isEmpty ? [""] : value.split(separator: " ").map(String.init)))
        }
        #expect(refusal?.description.hasPrefix("hotline \(command) ended with 64: ") == true, "\(refusal as Any)")
        #expect(refusal?.description.contains(reason) == true, "\(refusal as Any)")
        #expect(!FileManager.default.fileExists(atPath: stack.folder.path))
    }

    @Test func helpNamesEveryOption() async throws {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("simulate --help") == 0)
        for option in ["--district ID", "--seed N", "--appeals N", "--shows N", "--json"] {
            #expect(terminal.said.contains("\n  \(option)"), "\(option)")
        }
    }
}
