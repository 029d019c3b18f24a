import Contracts
import HTTP
import IntakeService
import TestSupport
import Testing

@Suite struct BadInputTests {
    @Test(
        arguments: [
            (#"{"text":"#, "body"), (#"{"text":"t","text":"u"}"#, "text"), (#"{"text":7}"#, "text"),
            (#"{"text":null}"#, "text"), (#"{}"#, "text"), (#"{"text":"   "}"#, "text"),
            (#"{"text":"t","category":"nonsense"}"#, "category"),
            (#"{"text":"t","category":["complaint"]}"#, "category"),
            (#"{"text":"t","unit":"no-such-unit"}"#, "unit"),
            (#"{"text":"t","unit":"x'; DROP TABLE cases; --"}"#, "unit"),
            (#"{"text":"t","channel":"onAir"}"#, "channel"), (#"{"text":"t","isComplex":true}"#, "isComplex"),
            (#"{"text":"t","broadcast":"2020-05-14"}"#, "broadcast"),
            (#"{"text":"t","citizen":{"phone":"call me"}}"#, "citizen.phone"),
            (#"{"text":"t","citizen":"me"}"#, "citizen"),
            (#"{"text":"a\u0000b"}"#, "text"), (#"{"text":"t","isAnonymous":"yes"}"#, "isAnonymous"),
            (#"{"text":"t","isAnonymous":true,"citizen":{"name":"王"}}"#, "citizen"),
        ] as [(String, String)])
    func malformedAppealIsRefusedByItsField(body: String, field: String) async throws {
        let intake = try await Shared.intake()
        let answer = try await intake.post("/appeals", body, as: .citizen, peer: body)
        #expect(answer.status == 400)
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(answer.faults.contains(field))
        #expect(try await intake.count("cases") == 0)
    }

    @Test func tooLongTextIsRefusedAndFiveThousandCharactersAreNot() async throws {
        let intake = try await IntakeFixture()
        let longest = String(repeating: "水", count: 5_000)
        #expect(try await intake.post("/appeals", #"{"text":"\#(longest)"}"#).status == 201)
        let answer = try await intake.post("/appeals", #"{"text":"\#(longest)水"}"#)
        #expect(answer.status == 400)
        #expect(answer.faults == ["text"])
    }

    @Test func brokenUTF8IsRefused() async throws {
        let intake = try await Shared.intake()
        let request = try Request(
            .post, IntakeFixture.changzhou + "/appeals", headers: ["Content-Type": "application/json"],
            body: Array(#"{"text":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8), peer: "utf8")
        let answer = Answer(await intake.hosting.router.handle(request))
        #expect(answer.status == 400)
        #expect(answer.faults == ["body"])
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(try await intake.count("cases") == 0)
    }

    @Test func anUnknownDistrictIsNotFoundByName() async throws {
        let intake = try await Shared.intake()
        for district in ["nowhere", "x", "A'; --", "doumen"] {
            let path = "/v1/districts/\(district.replacing("'", with: "%27").replacing(" ", with: "%20"))/appeals"
            let answer = try await intake.send(.post, path, text: #"{"text":"t"}"#, as: .citizen, peer: district)
            #expect(answer.status == 404)
            #expect(answer.faults == ["district"])
        }
    }

    @Test func aKeyThatIsNotVisibleASCIIIsRefused() async throws {
        let intake = try await Shared.intake()
        for key in ["a b", "钥匙", String(repeating: "k", count: 201)] {
            let answer = try await intake.post("/appeals", #"{"text":"t"}"#, key: key)
            #expect(answer.status == 400)
            #expect(answer.faults == ["Idempotency-Key"])
        }
    }

    @Test func registrationWithoutATokenIsLimitedByPeer() async throws {
        let intake = try await IntakeFixture(environment: ["HOTLINE_INTAKE_REGISTRATIONS": "3"])
        var statuses: [Int] = []
        for _ in 0..<4 {
            statuses.append(try await intake.post("/appeals", #"{"text":"t"}"#, as: .citizen, peer: "a").status)
        }
        #expect(statuses == [201, 201, 201, 429])
        #expect(try await intake.post("/appeals", #"{"text":"t"}"#, as: .citizen, peer: "b").status == 201)
        #expect(try await intake.post("/appeals", #"{"text":"t"}"#, peer: "a").status == 201)
    }

    @Test func nothingIsOpenWithoutTheRightToken() async throws {
        let intake = try await Shared.intake()
        let paths: [(HTTP.Method, String)] = [
            (.post, "/appeals:batch"), (.put, "/season"), (.get, "/season"), (.get, "/broadcasts"),
            (.post, "/broadcasts/2020-05-14/open"), (.post, "/broadcasts/2020-05-14/close"),
            (.post, "/broadcasts/2020-05-14/calls"), (.post, "/cases/CZ200514-000001:amend"),
            (.put, "/rule-packs/v"), (.get, "/rule-packs"), (.get, "/rule-packs/v"),
            (.get, "/lists/2020-05-14"), (.post, "/lists/2020-05-14/send"), (.get, "/editions/2020-05-14"),
            (.put, "/editions/2020-05-14"), (.post, "/editions/2020-05-14/filing"),
            (.post, "/broadcasts/2020-05-14/later-answers"),
        ]
        for (method, path) in paths {
            let full = IntakeFixture.changzhou + path
            #expect(try await intake.send(method, full, text: "{}", as: .citizen).status == 401)
            #expect(try await intake.send(method, full, text: "{}", as: .stranger).status == 401)
            #expect(try await intake.send(method, full, text: "{}", as: .otherDistrict).status == 403)
            if method != .get {
                #expect(try await intake.send(method, full, text: "{}", as: .unit("water-supply")).status == 403)
            }
        }
        #expect(try await intake.send(.put, "/v1/calendars/v", text: "x", type: "text/csv", as: .citizen).status == 401)
        let calendar = try await intake.send(.put, "/v1/calendars/v", text: "x", type: "text/csv", as: .otherDistrict)
        #expect(calendar.status == 403)
        #expect(try await intake.post("/appeals", #"{"text":"t"}"#, as: .unit("water-supply")).status == 403)
        #expect(try await intake.post("/appeals", #"{"text":"t"}"#, as: .stranger).status == 401)
    }
}

/// One intake for tests that change nothing.
enum Shared {
    private static let made = Task { try await IntakeFixture() }

    static func intake() async throws -> IntakeFixture { try await made.value }
}
