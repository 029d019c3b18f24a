import Testing

@testable import HTTP

/// Bodies that would make it dear to find the number that does not fit.
@Suite struct NumberFaultTests {
    private static let longName = String(repeating: "é", count: 16_000)

    private struct Answer: Decodable { var satisfaction: Int }

    private func body(_ numbers: [String]) -> [UInt8] {
        Array(#"{"satisfaction":1.5,"\#(Self.longName)":[\#(numbers.joined(separator: ","))]}"#.utf8)
    }

    /// What a decoder of whole numbers says, without the decoder.
    private func isRefused(_ body: [UInt8]) -> Bool { body.contains(UInt8(ascii: ".")) }

    @Test func pathsAreKeptForNoMoreNumbersThanAreWanted() throws {
        let hostile = body([String](repeating: "1", count: 15_000))
        let numbers = try JSONCheck.numbers(in: hostile, atMost: NumberFault.mostNumbers + 1)
        #expect(numbers.count == NumberFault.mostNumbers + 1)
        #expect(numbers.allSatisfy { $0.path.unicodeScalars.count <= JSONCheck.longestPath })
    }

    @Test func amongTooManyNumbersNoneIsNamed() throws {
        let hostile = body([String](repeating: "1", count: 15_000))
        let request = try Request(.post, "/", headers: ["Content-Type": "application/json"], body: hostile)
        let problem = #expect(throws: Problem.self) { try request.decode(Answer.self) }
        #expect(problem?.errors == [Problem.Field("body", "holds a number that does not fit its field")])
    }

    @Test func asManyNumbersAsAreLookedAtAreNamed() {
        let others = [String](repeating: "1", count: NumberFault.mostNumbers - 1)
        let problem = NumberFault.problem(in: body(others), isRefused: isRefused)
        #expect(problem.errors?.map(\.field) == ["satisfaction"])
        let tooMany = NumberFault.problem(in: body(others + ["1"]), isRefused: isRefused)
        #expect(tooMany.errors?.map(\.field) == ["body"])
    }

    @Test func aLongPathIsCut() {
        let problem = NumberFault.problem(in: body(["1", "2.5"]), isRefused: isRefused)
        let cut = String(repeating: "é", count: JSONCheck.longestPath - 1) + "…"
        #expect(problem.errors?.map(\.field) == ["satisfaction", cut])
    }

    @Test func aLongNameThatComesTwiceIsCutToo() throws {
        let twice = Array(#"{"\#(Self.longName)":1,"\#(Self.longName)":2}"#.utf8)
        let problem = #expect(throws: Problem.self) { try JSONCheck.check(twice) }
        #expect(problem?.errors?.map(\.field.unicodeScalars.count) == [JSONCheck.longestPath])
    }
}
