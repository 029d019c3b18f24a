import Contracts
import Foundation
import HTTP
import IntakeService
import Messaging
import Postgres
import Sealing
import Synchronization
import TestSupport
import Testing

@Suite struct RegistrationTests {
    static let appeal = """
        {"category":"complaint","unit":"water-supply","text":"小区供水压力不足",
         "citizen":{"name":"王芳","phone":"138 0013 8000","address":"龙锦路1号"}}
        """

    @Test func aCitizenRegistersAndIsGivenNumberAndClaimCode() async throws {
        let intake = try await IntakeFixture()
        let answer = try await intake.post("/appeals", Self.appeal, as: .citizen)
        #expect(answer.status == 201)
        #expect(answer["caseNumber"].wholeMatch(of: /CZ200514-\d{6}/) != nil)
        #expect(ClaimCode(answer["claimCode"]) != nil)
        #expect(answer.headers["Location"] == "/v1/districts/changzhou/cases/\(answer["caseNumber"])")
        let event = try #require(try await intake.events(AppealRegistered.self).first)
        #expect(event.time == IntakeFixture.onAir)
        #expect(event.event.caseNumber.rawValue == answer["caseNumber"])
        #expect(event.event.channel == .web)
        #expect(event.event.callbackMethod == .phone)
        #expect(event.event.missing == [])
        #expect(event.event.packVersion == "changzhou-2020.1")
    }

    @Test func personalDataAreStoredAndToldSealedOnly() async throws {
        let intake = try await IntakeFixture()
        _ = try await intake.post("/appeals", Self.appeal, as: .citizen)
        let event = try #require(try await intake.events(AppealRegistered.self).first?.event)
        let subject = SealSubject(district: DistrictID("changzhou"), case: event.case)
        let text = try intake.keys.open(try #require(event.text), field: "text", of: subject)
        #expect(text == "小区供水压力不足")
        let citizen = try intake.keys.open(try #require(event.citizen), field: "citizen", of: subject)
        #expect(citizen.contains("王芳"))
        for table in ["cases", "journal"] {
            let rows = try await intake.store.read(in: DistrictID("changzhou")) { transaction in
                try table == "cases"
                    ? transaction.run("SELECT to_jsonb(cases)::text FROM cases")
                    : transaction.run("SELECT to_jsonb(journal)::text FROM journal WHERE topic = 'appeals'")
            }
            for row in rows {
                let stored = try row.decode(String.self)
                for secret in ["王芳", "8000", "龙锦", "供水"] { #expect(!stored.contains(secret)) }
            }
        }
    }

    @Test func aReportIsSealedUnderTheVaultKey() async throws {
        let intake = try await IntakeFixture()
        _ = try await intake.post("/appeals", #"{"category":"report","text":"收受礼金"}"#, as: .citizen)
        let event = try #require(try await intake.events(AppealRegistered.self).first?.event)
        let subject = SealSubject(district: DistrictID("changzhou"), case: event.case)
        let text = try #require(event.text)
        #expect(try intake.vault.open(text, field: "text", of: subject) == "收受礼金")
        #expect(throws: SealingError.self) { try intake.keys.open(text, field: "text", of: subject) }
    }

    @Test func theSameKeyAndBodyGiveTheSameAnswerAndOneCase() async throws {
        let intake = try await IntakeFixture()
        let first = try await intake.post("/appeals", Self.appeal, as: .citizen, key: "k-1")
        intake.clock.advance(bySeconds: 40 * 86_400)  // into another month, under another key
        let second = try await intake.post("/appeals", Self.appeal, as: .citizen, key: "k-1")
        #expect((first.status, second.status) == (201, 200))
        #expect(first.body == second.body)
        #expect(try await intake.count("cases") == 1)
        #expect(try await intake.events(AppealRegistered.self).count == 1)
    }

    @Test func theSameKeyWithAnotherBodyIsRefusedAndChangesNothing() async throws {
        let intake = try await IntakeFixture()
        _ = try await intake.post("/appeals", Self.appeal, as: .citizen, key: "k-1")
        let other = try await intake.post("/appeals", #"{"text":"路灯不亮"}"#, as: .citizen, key: "k-1")
        #expect(other.status == 422)
        #expect(other.faults == ["Idempotency-Key"])
        #expect(try await intake.count("cases") == 1)
    }

    @Test func concurrentRepeatsOfOneKeyGiveOneCase() async throws {
        let intake = try await IntakeFixture()
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for number in 0..<400 {
                group.addTask { try await intake.post("/appeals", Self.appeal, key: "k-\(number % 7)") }
            }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.count == 400)
        #expect(answers.allSatisfy { [200, 201].contains($0.status) })
        #expect(answers.filter { $0.status == 201 }.count == 7)
        #expect(Set(answers.map { $0["caseNumber"] + $0["claimCode"] }).count == 7)
        #expect(try await intake.count("cases") == 7)
        #expect(try await intake.events(AppealRegistered.self).count == 7)
        #expect(try await intake.count("unsent") == 8)  // with the rule pack
    }

    private final class Count: Sendable {
        let value = Atomic(0)
    }

    @Test func requestsUnderLoadShareCommitsAndNoneIsAnsweredBeforeItsOwn() async throws {
        let intake = try await IntakeFixture()
        let cases = HeldTable("test_intake.cases", as: intake.admin)
        let answered = Count()
        let sending = try await cases.whileHeld {
            let sending = Task {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<100 {
                        group.addTask {
                            let status = try await intake.post("/appeals", #"{"text":"\#(number)"}"#).status
                            answered.value.add(1, ordering: .relaxed)
                            return status
                        }
                    }
                    return try await group.reduce(into: [Int]()) { $0.append($1) }
                }
            }
            try await eventually("commits wait for the table") { try await cases.waiting() >= 2 ? true : nil }
            for _ in 0..<25 {
                #expect(try await cases.waiting() >= 2)
                #expect(answered.value.load(ordering: .relaxed) == 0)
            }
            return sending
        }
        #expect(try await sending.value == [Int](repeating: 201, count: 100))
        let commits = try await intake.asAdmin("SELECT count(DISTINCT xmin::text), count(*) FROM test_intake.cases")
        let (shared, stored) = try #require(try commits.first?.decode((Int, Int).self))
        #expect(stored == 100)
        #expect(shared <= 20, "\(shared) commits of 100 cases")
    }

    @Test func oneBadRequestNeverFailsItsNeighboursInASharedCommit() async throws {
        let intake = try await IntakeFixture()
        // The database itself refuses one unit's cases: nothing that intake could have known beforehand.
        try await intake.asAdmin(
            "ALTER TABLE test_intake.cases ADD CONSTRAINT no_water CHECK (unit IS DISTINCT FROM 'water-supply')")
        let answers = try await withThrowingTaskGroup(of: (Bool, Int).self) { group in
            for number in 0..<200 {
                let isBad = number % 20 == 3
                group.addTask {
                    let answer = try await intake.post(
                        "/appeals", #"{"text":"t","unit":"\#(isBad ? "water-supply" : "xinbei")"}"#)
                    return (isBad, answer.status)
                }
            }
            return try await group.reduce(into: [(Bool, Int)]()) { $0.append($1) }
        }
        #expect(answers.filter { !$0.0 }.allSatisfy { $0.1 == 201 })
        #expect(answers.filter(\.0).allSatisfy { $0.1 == 500 })
        #expect(try await intake.count("cases") == 190)
        #expect(try await intake.events(AppealRegistered.self).count == 190)
    }

    @Test func everyItemOfABatchIsAnsweredOnItsOwn() async throws {
        let intake = try await IntakeFixture()
        let answer = try await intake.post(
            "/appeals:batch",
            """
            {"appeals":[{"text":"a","idempotencyKey":"1"},{"text":7},{"text":"b","unit":"moon"},17,
              {"text":"a","idempotencyKey":"1"},{"text":"c","idempotencyKey":"1"},{"text":"d","channel":"hotline12345"}]}
            """)
        #expect(answer.status == 207)
        let results = answer.objects("results")
        #expect(results.compactMap { $0["status"] as? Int }.sorted() == [200, 201, 201, 400, 400, 400, 422])
        let faults = results.compactMap { (($0["problem"] as? [String: Any])?["errors"] as? [[String: Any]])?.first }
            .compactMap { $0["field"] as? String }
        #expect(faults.contains("appeals[1].text"))
        #expect(faults.contains("appeals[2].unit"))
        #expect(faults.contains { $0.hasSuffix("idempotencyKey") })
        #expect(try await intake.count("cases") == 2)
    }

    @Test func caseNumbersAreUniqueAcrossProcessesAndNewEachDay() async throws {
        let intake = try await IntakeFixture()
        let processes = [intake, try IntakeFixture(beside: intake), try IntakeFixture(beside: intake)]
        let numbers = try await withThrowingTaskGroup(of: String.self) { group in
            for count in 0..<300 {
                let process = processes[count % 3]
                group.addTask { try await process.post("/appeals", #"{"text":"t"}"#)["caseNumber"] }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(numbers.count == 300)
        intake.clock.advance(bySeconds: 86_400)
        #expect(try await intake.post("/appeals", #"{"text":"t"}"#)["caseNumber"] == "CZ200515-000001")
    }

    @Test func concurrentRepeatsAtSeveralProcessesGiveOneCase() async throws {
        let intake = try await IntakeFixture()
        let processes = [intake, try IntakeFixture(beside: intake), try IntakeFixture(beside: intake)]
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for count in 0..<90 {
                let process = processes[count % 3]
                group.addTask { try await process.post("/appeals", Self.appeal, key: "one") }
            }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(Set(answers.map(\.body)).count == 1)
        #expect(answers.filter { $0.status == 201 }.count == 1)
        #expect(try await intake.events(AppealRegistered.self).count == 1)
    }

    @Test func withoutTheDatabaseAnAppealIsRefusedToBeTriedAgain() async throws {
        let intake = try await IntakeFixture()
        var nowhere = intake.admin
        nowhere.host = "127.0.0.1"
        nowhere.port = 1
        let cut = try IntakeFixture(
            beside: intake, store: EventStore(database: Database(nowhere, size: 2), signal: Signal()))
        let answer = try await cut.post("/appeals", Self.appeal, as: .citizen, key: "k")
        #expect(answer.status == 503)
        #expect(answer.headers["Retry-After"] != nil)
    }

    @Test func noDistrictSeesAnothersCases() async throws {
        let intake = try await IntakeFixture()
        _ = try await intake.post("/appeals", Self.appeal)
        for table in ["cases", "units", "case_number_blocks", "rule_packs", "journal"] {
            let seen = try await intake.store.read(in: DistrictID("doumen")) { transaction in
                try transaction.run(SQL(stringLiteral: "SELECT 1 FROM \(table)")).count
            }
            #expect(seen == 0)
        }
    }
}
