import HTTP
import Testing

@Suite struct JSONBodyTests {
    private struct Order: Codable, Equatable {
        struct Item: Codable, Equatable {
            enum Category: String, Codable { case water, heating }
            var category: Category
            var count: Int
        }
        struct Appeal: Codable, Equatable { var text: String }
        var appeal: Appeal
        var items: [Item]
        var urgent: Bool?
    }

    private func problem(_ body: [UInt8], type: String? = "application/json") throws -> Problem? {
        var request = try Request(.post, "/", body: body)
        request.headers["Content-Type"] = type
        do throws(Problem) {
            _ = try request.decode(Order.self)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (#"{"items":[]}"#, "appeal", "is missing"),
        (#"{"appeal":{},"items":[]}"#, "appeal.text", "is missing"),
        (#"{"appeal":{"text":7},"items":[]}"#, "appeal.text", "must be text"),
        (#"{"appeal":{"text":null},"items":[]}"#, "appeal.text", "must not be null; must be text"),
        (#"{"appeal":{"text":"a"},"items":{}}"#, "items", "must be a list"),
        (#"{"appeal":[],"items":[]}"#, "appeal", "must be an object"),
        (
            #"{"appeal":{"text":"a"},"items":[{"category":"water","count":1},{"category":"张三","count":1}]}"#,
            "items[1].category", "has a value that is not allowed"
        ),
        (
            #"{"appeal":{"text":"a"},"items":[{"category":"water","count":"x"}]}"#, "items[0].count",
            "must be a whole number"
        ),
        (
            #"{"appeal":{"text":"a"},"items":[{"category":"water","count":1.5}]}"#,
            "items[0].count", "must be a number that fits: whole, and not too large"
        ),
        (
            #"{"appeal":{"text":"a"},"items":[{"category":"water","count":99999999999999999999}]}"#,
            "items[0].count", "must be a number that fits: whole, and not too large"
        ),
        (#"{"appeal":{"text":"a"},"items":[],"urgent":"yes"}"#, "urgent", "must be true or false"),
        (#"{"appeal":{"text":"a"},"items":[],"appeal":{"text":"b"}}"#, "appeal", "is given more than once"),
        (#"{"appeal":{"text":"a","t\u0065xt":"b"},"items":[]}"#, #"t\u0065xt"#, "is given more than once"),
    ])
    func theFieldIsNamed(body: String, field: String, reason: String) throws {
        let problem = try #require(try problem(Array(body.utf8)))
        #expect(problem.status == 400)
        #expect(problem.errors == [Problem.Field(field, reason)])
    }

    @Test(arguments: [
        "", "{", "nul", "{]", #"{"a" 1}"#, #"{"a":"#, #""unfinished"#, "{}}", "\u{0}", "{'a':1}",
        #"{"a":"\ud800"}"#, #"{"a":"\udc00\ud800"}"#, #"{"a":"\ud83d\u0041"}"#, #"{"a":"\u12g4"}"#, #"{"a":"\x"}"#,
        #"{"a":"line"# + "\n" + #"break"}"#, "[1,]", "NaN", #"{"a":01}"#,
    ])
    func malformedTextIsRefused(body: String) throws {
        let problem = try #require(try problem(Array(body.utf8)))
        #expect(problem.status == 400)
        #expect(body.isEmpty || problem.detail?.hasPrefix("Line ") == true)
    }

    @Test func theLineOfAMistakeIsTold() throws {
        let problem = try #require(
            try problem(Array("{\n  \"appeal\": {\"text\": \"供水\"},\n  \"items\": [1 2]\n}".utf8)))
        #expect(problem.detail == "Line 3, byte 15: a comma or a closing bracket is expected.")
    }

    @Test func everyNumberThatDoesNotFitIsNamed() throws {
        let body =
            #"{"appeal":{"text":"a"},"items":[{"category":"water","count":1.5},{"category":"water","count":2},{"category":"water","count":1e300}],"other":1.5}"#
        let problem = try #require(try problem(Array(body.utf8)))
        #expect(problem.errors?.map(\.field) == ["items[0].count", "items[2].count"])
    }

    @Test func brokenUTF8IsRefused() throws {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE4, 0xBE]] {
            let problem = try #require(
                try problem(Array(#"{"appeal":{"text":""#.utf8) + bytes + Array(#""},"items":[]}"#.utf8)))
            #expect(problem.title == "The body is not UTF-8")
        }
    }

    @Test func hostileNestingIsRefusedBeforeItIsParsed() throws {
        for depth in [65, 100_000] {
            let body = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let problem = try #require(try problem(Array(body.utf8)))
            #expect(problem.title == "The body is nested too deeply")
        }
    }

    @Test func bracketsAndNamesInsideTextDoNotCount() throws {
        let body =
            #"{"appeal":{"text":"\ud83d\ude00[[[{\"text\":\\\"{{{"},"items":[],"unknown":{"a":{"b":[{"a":1},{"a":2}]}}}"#
        #expect(try problem(Array(body.utf8)) == nil)
    }

    @Test func anObjectWithAHundredThousandNamesIsReadAndItsTwinFound() throws {
        let names = (0..<100_000).map { #""n\#($0)":0"# }.joined(separator: ",")
        let began = ContinuousClock.now
        let twin = try #require(try problem(Array("{\(names),\"n7\":1}".utf8)))
        #expect(twin.errors == [Problem.Field("n7", "is given more than once")])
        #expect(ContinuousClock.now - began < .seconds(10))
    }

    @Test func onlyJSONInUTF8IsTaken() throws {
        let body = Array(#"{"appeal":{"text":"a"},"items":[]}"#.utf8)
        for type in [
            "application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8",
            "application/merge-patch+json",
        ] {
            #expect(try problem(body, type: type) == nil)
        }
        for type in [nil, "text/plain", "application/json; charset=gbk", "application/jsonx", ""] {
            #expect(try problem(body, type: type)?.status == 415)
        }
        var request = try Request(.post, "/", headers: ["Content-Type": "application/json"], body: body)
        request.headers["Content-Encoding"] = "gzip"
        #expect(throws: Problem.self) { try request.decode(Order.self) }
    }
}
