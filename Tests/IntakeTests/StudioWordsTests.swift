import Contracts
import IntakeService
import Sealing
import TestSupport
import Testing

/// What was said in the studio, whenever it is noted and however much of it.
@Suite struct StudioWordsTests {
    private struct Noted {
        let intake: IntakeFixture
        let logged: Answer

        var path: String { "/cases/\(logged["caseNumber"])" }

        func amend(_ json: String) async throws -> Answer { try await intake.post(path + ":amend", json) }

        func said(as who: Who = .operator, headers: [String: String] = [:]) async throws -> [String: String]? {
            let status = try await intake.get(path, as: who, headers: headers)
            #expect(status.status == 200, "\(status)")
            return status.object["said"] as? [String: String]
        }

        /// The words of each answer that was told.
        func answers() async throws -> [String?] {
            try await intake.events(AppealAnsweredOnAir.self).map { try open($0.event.answer, "answer") }
        }

        func promises() async throws -> [String?] {
            try await intake.events(PromiseMade.self).map { try open($0.event.promise, "promise") }
        }

        private func open(_ sealed: SealedText?, _ field: String) throws -> String? {
            let subject = SealSubject(district: DistrictID("changzhou"), case: CaseID(logged["case"]))
            return try sealed.map { try intake.keys.open($0, field: field, of: subject) }
        }
    }

    /// Nothing else is missing of it.
    private static let matter = #""category":"complaint","text":"水管爆了","isAnonymous":true"#

    private func note(_ fields: String...) async throws -> Noted {
        let intake = try await CallTests.intakeOnAir()
        let body = "{\((fields + [Self.matter]).joined(separator: ","))}"
        let logged = try await intake.post(CallTests.calls, body)
        #expect(logged.status == 201, "\(logged)")
        return Noted(intake: intake, logged: logged)
    }

    @Test(
        "CZ-41: a promise without its day is kept, and told with the day",
        arguments: [
            #""isComplex":false"#, #""outcome":"promised""#, #""outcome":"accepted""#, #""outcome":"notPutThrough""#,
        ])
    func aPromiseWithoutItsDayIsKept(given: String) async throws {
        let noted = try await note(given, #""promise":"三天内修好""#)
        #expect(noted.logged.list("missing") == ["promiseDue"])
        #expect(try await noted.said() == ["promise": "三天内修好"])
        #expect(try await noted.promises() == [])
        for _ in 1...2 {
            let dated = try await noted.amend(#"{"promiseDue":"2020-05-17"}"#)
            #expect(dated.status == 200 && dated.list("missing") == [], "\(dated)")
            #expect(try await noted.promises() == ["三天内修好"])
        }
    }

    @Test(
        "CZ-41: an answer that leaves the matter open is kept, and told once the operator says that it was answered",
        arguments: [
            (#""outcome":"promised","promiseDue":"2020-05-17""#, []), (#""promiseDue":"2020-05-17""#, []),
            (#""outcome":"promised""#, ["promiseDue"]), (#""outcome":"accepted""#, ["outcome"]),
            (#""outcome":"notPutThrough""#, ["outcome"]),
        ] as [(String, [String])])
    func anAnswerThatLeavesTheMatterOpenIsKept(given: String, missing: [String]) async throws {
        let noted = try await note(given, #""answer":"已派人去看""#)
        #expect(noted.logged.list("missing") == missing)
        #expect(try await noted.said() == ["answer": "已派人去看"])
        #expect(try await noted.answers() == [])
        for _ in 1...2 {
            let answered = try await noted.amend(#"{"outcome":"answered"}"#)
            #expect(answered.status == 200 && answered.list("missing") == [], "\(answered)")
            #expect(try await noted.answers() == ["已派人去看"])
        }
    }

    @Test func aPromiseThatIsAmendedAloneIsKeptAndItsDayAskedFor() async throws {
        let noted = try await note(#""outcome":"accepted""#)
        #expect(noted.logged.list("missing") == [])
        // Before it is told it may be put right.
        for words in ["三天内修好", "五天内修好"] {
            let amended = try await noted.amend(#"{"promise":"\#(words)"}"#)
            #expect(amended.status == 200 && amended.list("missing") == ["promiseDue"], "\(amended)")
            #expect(try await noted.said() == ["promise": words])
        }
        #expect(try await noted.promises() == [])
        #expect(try await noted.amend(#"{"promiseDue":"2020-05-19"}"#).list("missing") == [])
        #expect(try await noted.promises() == ["五天内修好"])
    }

    @Test func anAnswerThatIsAmendedAloneIsKeptAndTheOutcomeAskedFor() async throws {
        for given in [#""outcome":"accepted""#, #""isComplex":false"#] {
            let noted = try await note(given)
            let amended = try await noted.amend(#"{"answer":"已派人去看"}"#)
            #expect(amended.status == 200 && amended.list("missing") == ["outcome"], "\(amended)")
            #expect(try await noted.answers() == [])
            // A promise settles it as well, and the answer stays with the case.
            let promised = try await noted.amend(#"{"promise":"三天内修好","promiseDue":"2020-05-17"}"#)
            #expect(promised.status == 200 && promised.list("missing") == [], "\(promised)")
            #expect(try await noted.answers() == [])
            #expect(try await noted.promises() == ["三天内修好"])
            #expect(try await noted.said() == ["answer": "已派人去看", "promise": "三天内修好"])
        }
    }

    @Test func anOutcomeThatIsAmendedAloneIsAskedForTheRest() async throws {
        let answered = try await note()
        #expect(answered.logged.list("missing") == ["outcome"])
        #expect(try await answered.amend(#"{"outcome":"answered"}"#).list("missing") == ["answer"])
        #expect(try await answered.amend(#"{"answer":"已派人去看"}"#).list("missing") == [])
        #expect(try await answered.answers() == [nil, "已派人去看"])
        let promised = try await note()
        #expect(try await promised.amend(#"{"outcome":"promised"}"#).list("missing") == ["promiseDue"])
        #expect(try await promised.amend(#"{"promiseDue":"2020-05-17"}"#).list("missing") == [])
        #expect(try await promised.promises() == [nil])
    }

    @Test func otherWordsThanWereToldAreRefusedAndTheSameSayNothing() async throws {
        let answered = try await note(#""outcome":"answered","answer":"已派人去看""#)
        #expect(try await answered.amend(#"{"answer":"不归我们管"}"#).status == 409)
        #expect(try await answered.amend(#"{"outcome":"answered","answer":"已派人去看"}"#).status == 200)
        #expect(try await answered.answers() == ["已派人去看"])
        let promised = try await note(#""promise":"三天内修好","promiseDue":"2020-05-17""#)
        #expect(try await promised.amend(#"{"promise":"五天内修好"}"#).status == 409)
        #expect(try await promised.amend(#"{"promise":"三天内修好"}"#).status == 200)
        #expect(try await promised.promises() == ["三天内修好"])
        #expect(try await promised.said() == ["promise": "三天内修好"])
    }

    @Test func wordsThatComeAfterTheirPromiseWasToldAreKept() async throws {
        let noted = try await note(#""promiseDue":"2020-05-17""#)
        let amended = try await noted.amend(#"{"promise":"三天内修好"}"#)
        #expect(amended.status == 200 && amended.list("missing") == [], "\(amended)")
        #expect(try await noted.said() == ["promise": "三天内修好"])
        #expect(try await noted.promises() == [nil])
    }

    @Test func aCaseOfNoShowHasNoWordsOfTheStudio() async throws {
        let intake = try await IntakeFixture()
        let number = try await intake.post("/appeals", #"{"text":"t"}"#)["caseNumber"]
        let given = ["answer": "a", "promise": "p", "outcome": "answered", "promiseDue": "2020-05-17"]
        for (field, value) in given {
            let refused = try await intake.post("/cases/\(number):amend", #"{"\#(field)":"\#(value)"}"#)
            #expect((refused.status, refused.faults) == (400, [field]), "\(refused)")
        }
    }

    @Test func theWordsAreSealedAndTheOperatorsToRead() async throws {
        let noted = try await note(#""answer":"王芳家已派人""#, #""promise":"三天内修好""#)
        #expect(try await noted.said() == ["answer": "王芳家已派人", "promise": "三天内修好"])
        #expect(try await noted.said(as: .supervisor) == nil)
        #expect(try await noted.said(as: .citizen, headers: ["Claim-Code": noted.logged["claimCode"]]) == nil)
        #expect(try await noted.intake.count("cases WHERE said_box IS NOT NULL") == 1)
        #expect(try await noted.intake.count("cases WHERE cases::text ~ '王芳|修好'") == 0)
        try noted.intake.keys.destroy(district: DistrictID("changzhou"), month: try #require(Month("2020-05")))
        #expect(try await noted.said() == nil)
    }
}
