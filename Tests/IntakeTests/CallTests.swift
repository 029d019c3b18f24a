import Contracts
import Foundation
import HTTP
import IntakeService
import Sealing
import TestSupport
import Testing

@Suite struct CallTests {
    static let season = """
        {"broadcasts":[{"id":"2020-05-14","opensAt":"2020-05-14T09:00:00+08:00","closesAt":"2020-05-14T10:00:00+08:00",
          "units":["xinbei"]}]}
        """
    static let calls = "/broadcasts/2020-05-14/calls"

    /// Changzhou with the show of that day on.
    static func intakeOnAir() async throws -> IntakeFixture {
        let intake = try await IntakeFixture()
        _ = try await intake.send(.put, IntakeFixture.changzhou + "/season", text: season)
        _ = try await intake.post("/broadcasts/2020-05-14/open", "")
        return intake
    }

    @Test("CZ-41, DM-05: an answer on air is recorded with its appeal") func anAnswerOnAirIsRecordedWithItsAppeal()
        async throws
    {
        let intake = try await Self.intakeOnAir()
        let answer = try await intake.post(
            Self.calls,
            """
            {"outcome":"answered","category":"consultation","text":"公交几时通","answer":"下周一",
             "caller":{"name":"李强","phone":"0519-85680000"}}
            """)
        #expect(answer.status == 201)
        #expect(answer.list("missing") == [])
        let appeal = try #require(try await intake.events(AppealRegistered.self).first?.event)
        #expect((appeal.channel, appeal.onAir) == (.onAir, .answered))
        #expect(appeal.broadcast == BroadcastID("2020-05-14"))
        #expect(appeal.unit == UnitID("xinbei"))  // the only one on air
        let answered = try #require(try await intake.events(AppealAnsweredOnAir.self).first?.event)
        #expect(answered.case == appeal.case)
        let subject = SealSubject(district: DistrictID("changzhou"), case: appeal.case)
        #expect(try intake.keys.open(try #require(answered.answer), field: "answer", of: subject) == "下周一")
    }

    @Test("CZ-41, DM-05: a promise of a day ends with that day") func aPromiseOfADayEndsWithThatDay() async throws {
        let intake = try await Self.intakeOnAir()
        let answer = try await intake.post(Self.calls, #"{"outcome":"promised","text":"t","promiseDue":"2020-05-20"}"#)
        #expect(answer.status == 201)
        let promise = try #require(try await intake.events(PromiseMade.self).first?.event)
        #expect(promise.due == Instant(rfc3339: "2020-05-20T16:00:00Z"))
    }

    @Test func aCallIsNeverRefusedForAMissingField() async throws {
        let intake = try await Self.intakeOnAir()
        let nothing = try await intake.post(Self.calls, "{}")
        #expect(nothing.status == 201)
        #expect(nothing.list("missing") == ["category", "text", "citizen.name", "citizen.phone", "outcome"])
        let blank = try await intake.post(
            Self.calls, #"{"text":" ","answer":null,"caller":{"name":"","phone":""},"outcome":"promised"}"#)
        #expect(blank.status == 201)
        #expect(blank.list("missing") == ["category", "text", "citizen.name", "citizen.phone", "promiseDue"])
        let anonymous = try await intake.post(Self.calls, #"{"isAnonymous":true,"outcome":"answered"}"#)
        #expect(anonymous.list("missing") == ["category", "text", "answer"])
        #expect(try await intake.events(AppealRegistered.self).count == 3)
        #expect(try await intake.events(PromiseMade.self).isEmpty)
    }

    @Test(arguments: [
        (#"{"outcome":"perhaps"}"#, "outcome"), (#"{"promiseDue":"soon"}"#, "promiseDue"),
        (#"{"promiseDue":"2020-05-13"}"#, "promiseDue"), (#"{"promiseDue":"2022-05-20"}"#, "promiseDue"),
        (#"{"promiseDue":"2020-05-14T09:00:00+08:00"}"#, "promiseDue"), (#"{"promiseDue":1589}"#, "promiseDue"),
        (#"{"promiseDue":"2021-02-29"}"#, "promiseDue"), (#"{"caller":[]}"#, "caller"),
        (#"{"caller":{"phone":"x"}}"#, "caller.phone"), (#"{"unit":"moon"}"#, "unit"), (#"{"answer":{}}"#, "answer"),
    ])
    func whatIsGivenAndMalformedIsRefusedByName(body: String, field: String) async throws {
        let intake = try await SharedOnAir.intake()
        let answer = try await intake.post(Self.calls, body)
        #expect(answer.status == 400)
        #expect(answer.faults == [field])
        #expect(try await intake.count("cases") == 0)
    }

    @Test("CZ-45: a call that was not put through is off air") func aCallThatWasNotPutThroughIsOffAir() async throws {
        let intake = try await Self.intakeOnAir()
        _ = try await intake.post(Self.calls, #"{"outcome":"notPutThrough","text":"t"}"#)
        let appeal = try #require(try await intake.events(AppealRegistered.self).first?.event)
        #expect((appeal.channel, appeal.onAir) == (.offAir, .notPutThrough))
    }

    @Test func theSameCallUnderOneKeyIsLoggedOnce() async throws {
        let intake = try await Self.intakeOnAir()
        let body = #"{"outcome":"promised","text":"t","promiseDue":"2020-05-20"}"#
        let first = try await intake.post(Self.calls, body, key: "call-1")
        let again = try await intake.post(Self.calls, body, key: "call-1")
        #expect((first.status, again.status) == (201, 200))
        #expect(first.body == again.body)
        #expect(try await intake.post(Self.calls, "{}", key: "call-1").status == 422)
        #expect(try await intake.events(PromiseMade.self).count == 1)
    }

    @Test func aRepeatOfACallIsAnsweredAsTheFirstHoweverLateItComes() async throws {
        let intake = try await Self.intakeOnAir()
        let body = #"{"outcome":"promised","text":"t","promiseDue":"2020-05-15"}"#
        let first = try await intake.post(Self.calls, body, key: "call-1")
        _ = try await intake.post("/broadcasts/2020-05-14/close", "")
        intake.clock.advance(bySeconds: 7 * 86_400)
        let again = try await intake.post(Self.calls, body, key: "call-1")
        #expect((first.status, again.status) == (201, 200))
        #expect(first.body == again.body)
        #expect(try await intake.post(Self.calls, "{}", key: "call-1").status == 422)
        #expect(try await intake.post(Self.calls, body, key: "call-2").status == 409)
    }

    @Test("CZ-41: a promise for the same hour may be typed when it is over, but not one from before the show")
    func aPromiseIsJudgedByTheShow() async throws {
        let intake = try await Self.intakeOnAir()
        _ = try await intake.post("/broadcasts/2020-05-14/close", "")
        intake.clock.advance(bySeconds: 6 * 3600)
        let due = Instant(milliseconds: intake.clock.now().milliseconds - 3_600_000)
        let late = try await intake.post(Self.calls, #"{"promiseDue":"\#(due.rfc3339)"}"#)
        #expect(late.status == 201)
        let opened = try await intake.post(Self.calls, #"{"promiseDue":"2020-05-14T08:59:00+08:00"}"#)
        #expect((opened.status, opened.faults) == (400, ["promiseDue"]))
        for absurd in ["0001-01-01", "1950-05-14", "1999-12-31T00:00:00Z", "2022-05-17", "2202-05-14"] {
            let answer = try await intake.post(Self.calls, #"{"promiseDue":"\#(absurd)"}"#)
            #expect((answer.status, answer.faults) == (400, ["promiseDue"]), "\(absurd)")
        }
        let bare = try await intake.post(Self.calls, #"{"outcome":"promised"}"#)
        let amend = "/cases/\(bare["caseNumber"]):amend"
        for absurd in ["0001-01-01", "1950-05-14", "2020-05-13", "2022-05-17", "2202-05-14"] {
            let answer = try await intake.post(amend, #"{"promiseDue":"\#(absurd)"}"#)
            #expect((answer.status, answer.faults) == (400, ["promiseDue"]), "\(absurd)")
        }
        #expect(try await intake.post(amend, #"{"promiseDue":"\#(due.rfc3339)"}"#).status == 200)
        #expect(try await intake.events(PromiseMade.self).map(\.event.due) == [due, due])
    }

    @Test("DM-04: calls are taken while the show is on and until the end of its day")
    func callsAreTakenWhileTheShowIsOnAndUntilTheEndOfItsDay() async throws {
        let intake = try await IntakeFixture()
        _ = try await intake.send(.put, IntakeFixture.changzhou + "/season", text: Self.season)
        let early = try await intake.post(Self.calls, "{}")
        #expect(early.status == 409)
        #expect(early["detail"].contains("planned"))
        _ = try await intake.post("/broadcasts/2020-05-14/open", "")
        _ = try await intake.post("/broadcasts/2020-05-14/close", "")
        #expect(try await intake.post(Self.calls, "{}").status == 201)
        intake.clock.advance(bySeconds: 86_400)
        #expect(try await intake.post(Self.calls, "{}").status == 409)
        #expect(try await intake.post("/broadcasts/2020-05-15/calls", "{}").status == 404)
    }

    @Test func whatWasMissingIsAmendedLater() async throws {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post(Self.calls, #"{"outcome":"promised","text":"t"}"#)["caseNumber"]
        let path = "/cases/\(number):amend"
        let amended = try await intake.post(
            path, #"{"category":"complaint","citizen":{"phone":"13800138000"},"promiseDue":"2020-05-20"}"#)
        #expect(amended.status == 200)
        #expect(amended.list("missing") == ["citizen.name"])
        let event = try #require(try await intake.events(AppealAmended.self).first?.event)
        #expect(event.category == .complaint)
        #expect(event.callbackMethod == .phone)
        #expect((event.unit, event.isAnonymous, event.text) == (nil, nil, nil))
        #expect(event.hasContact == true)
        #expect(event.missing == ["citizen.name"])
        #expect(try await intake.events(PromiseMade.self).count == 1)
        // The same again says nothing; another promise contradicts.
        _ = try await intake.post(
            path, #"{"category":"complaint","citizen":{"phone":"13800138000"},"promiseDue":"2020-05-20"}"#)
        #expect(try await intake.events(AppealAmended.self).count == 1)
        #expect(try await intake.events(PromiseMade.self).count == 1)
        #expect(try await intake.post(path, #"{"promiseDue":"2020-06-20"}"#).status == 409)
        // A name completes the citizen and keeps the phone.
        _ = try await intake.post(path, #"{"citizen":{"name":"王芳"}}"#)
        let last = try #require(try await intake.events(AppealAmended.self).last?.event)
        let subject = SealSubject(district: DistrictID("changzhou"), case: last.case)
        let citizen = try intake.keys.open(try #require(last.citizen), field: "citizen", of: subject)
        #expect(citizen.contains("王芳") && citizen.contains("13800138000"))
        #expect(last.missing == [])
        #expect(last.hasContact == true)
    }

    @Test("CZ-58: who left a number and wants no call is not rung because something else is amended")
    func nobodyIsRungAgainstHisWish() async throws {
        let intake = try await Self.intakeOnAir()
        let body = #"{"text":"t","citizen":{"phone":"13800138000"},"callbackMethod":"none"}"#
        let number = try await intake.post("/appeals", body)["caseNumber"]
        let path = "/cases/\(number):amend"
        #expect(try await intake.post(path, #"{"citizen":{"address":"龙锦路1号"}}"#).status == 200)
        #expect(try await intake.events(AppealAmended.self).map(\.event.callbackMethod) == [nil])
        #expect(try await intake.post(path, #"{"callbackMethod":"text"}"#).status == 200)
        #expect(try await intake.events(AppealAmended.self).map(\.event.callbackMethod) == [nil, .text])
    }

    @Test("CZ-58: without a number nobody is rung, whatever is amended") func nobodyIsRungWithoutANumber() async throws
    {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post(Self.calls, #"{"text":"t","outcome":"accepted"}"#)["caseNumber"]
        #expect(try await intake.post("/cases/\(number):amend", #"{"callbackMethod":"phone"}"#).status == 200)
        #expect(try await intake.events(AppealAmended.self).isEmpty)
    }

    @Test("X13: an anonymous citizen is known by no name until he is anonymous no more")
    func anAnonymousCitizenIsNotNamed() async throws {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post("/appeals", #"{"text":"t","isAnonymous":true}"#)["caseNumber"]
        let path = "/cases/\(number):amend"
        let refused = try await intake.post(path, #"{"citizen":{"phone":"13800138000"}}"#)
        #expect(refused.status == 400 && refused.faults == ["citizen"])
        #expect(try await intake.events(AppealAmended.self).isEmpty)
        let named = try await intake.post(path, #"{"isAnonymous":false,"citizen":{"phone":"13800138000"}}"#)
        #expect(named.status == 200)
        let event = try #require(try await intake.events(AppealAmended.self).first?.event)
        #expect((event.isAnonymous, event.hasContact, event.callbackMethod) == (false, true, .phone))
    }

    @Test(
        "X13: whether there is a way to reach the citizen is told, and nothing of what it is",
        arguments: [
            ("{}", false), (#"{"caller":{"name":"王芳"}}"#, false), (#"{"isAnonymous":true}"#, false),
            (#"{"caller":{"phone":"13800138000"}}"#, true), (#"{"caller":{"address":"龙锦路1号"}}"#, true),
        ])
    func contactIsTold(call: String, hasContact: Bool) async throws {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post(Self.calls, call)["caseNumber"]
        #expect(try await intake.events(AppealRegistered.self).map(\.event.hasContact) == [hasContact])
        // Another category leaves it as it was said.
        _ = try await intake.post("/cases/\(number):amend", #"{"category":"complaint"}"#)
        #expect(try await intake.events(AppealAmended.self).map(\.event.hasContact) == [nil])
    }

    @Test(arguments: [#"{"category":"report"}"#, #"{"category":"report","text":"收受礼金"}"#])
    func aMatterThatTurnsOutToBeAReportGoesUnderTheVault(amendment: String) async throws {
        let intake = try await Self.intakeOnAir()
        let call = try await intake.post(Self.calls, #"{"text":"收受礼金"}"#)
        let amend = "/cases/\(call["caseNumber"]):amend"
        #expect(try await intake.post(amend, amendment).status == 200)
        let event = try #require(try await intake.events(AppealAmended.self).first?.event)
        let sealed = try #require(event.text)
        let subject = SealSubject(district: DistrictID("changzhou"), case: event.case)
        #expect(try intake.vault.open(sealed, field: "text", of: subject) == "收受礼金")
        #expect(throws: (any Error).self) { try intake.keys.open(sealed, field: "text", of: subject) }
        // Once is enough.
        #expect(try await intake.post(amend, amendment).status == 200)
        #expect(try await intake.events(AppealAmended.self).count == 1)
    }

    @Test func anAnswerNotedLaterIsToldAsAnsweredOnAir() async throws {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post(Self.calls, #"{"text":"t"}"#)["caseNumber"]
        let amended = try await intake.post("/cases/\(number):amend", #"{"outcome":"answered","answer":"a"}"#)
        #expect(amended.status == 200)
        #expect(!amended.list("missing").contains("outcome"))
        #expect(try await intake.events(AppealAnsweredOnAir.self).count == 1)
    }

    @Test func aLateRepeatOfAnAmendmentDoesNotUndoANewerOne() async throws {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post(Self.calls, #"{"text":"t"}"#)["caseNumber"]
        let path = "/cases/\(number):amend"
        let first = #"{"category":"complaint"}"#
        let complained = try await intake.post(path, first, key: "1")
        #expect(complained.status == 200)
        #expect(try await intake.post(path, first, key: "1").isSame(as: complained))
        let newer = #"{"category":"suggestion","citizen":{"name":"王芳","phone":"13800138000"}}"#
        let suggested = try await intake.post(path, newer, key: "2")
        #expect(suggested.status == 200 && suggested.list("missing") != complained.list("missing"))
        // It is told what is missing now, not what was missing then.
        #expect(try await intake.post(path, first, key: "1").isSame(as: suggested))
        #expect(try await intake.events(AppealAmended.self).map(\.event.category) == [.complaint, .suggestion])
        let other = try await intake.post(path, #"{"category":"consultation"}"#, key: "1")
        #expect(other.status == 422)
        #expect(other.faults == ["Idempotency-Key"])
    }

    @Test func aMalformedAmendmentOrAnUnknownCaseChangesNothing() async throws {
        let intake = try await Self.intakeOnAir()
        let number = try await intake.post("/appeals", #"{"text":"t"}"#)["caseNumber"]
        for (body, field) in [
            (#"{"category":"x"}"#, "category"), (#"{"unit":"moon"}"#, "unit"),
            (#"{"promiseDue":"2020-05-20"}"#, "promiseDue"),
            (#"{"citizen":{"phone":"-"}}"#, "citizen.phone"), (#"{"outcome":"accepted"}"#, "outcome"),
        ] {
            let answer = try await intake.post("/cases/\(number):amend", body)
            #expect(answer.status == 400)
            #expect(answer.faults == [field])
        }
        #expect(try await intake.post("/cases/CZ200514-999999:amend", "{}").status == 404)
        #expect(try await intake.post("/cases/nothing:amend", "{}").status == 404)
        #expect(try await intake.events(AppealAmended.self).isEmpty)
    }
}

/// One show on air for tests that change nothing.
enum SharedOnAir {
    private static let made = Task { try await CallTests.intakeOnAir() }

    static func intake() async throws -> IntakeFixture { try await made.value }
}
