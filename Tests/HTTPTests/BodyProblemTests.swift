import Foundation
import HTTP
import Testing

/// What is wrong with a body as a whole is told as of any other field: it is named `body`, over the wire.
@Suite struct BodyProblemTests {
    private struct Order: Decodable, Sendable { var text: String }

    private func problem(of body: [UInt8], to path: String = "/orders", type: String = "application/json") async throws
        -> Problem
    {
        var settings = ServerSettings()
        settings.maximumBody = 1000
        return try await withServer(settings) { router in
            router.on(.post, "/orders") { request, _ in .text(try request.decode(Order.self).text) }
            router.on(.post, "/texts") { request, _ in .text(try request.text(as: "text/csv")) }
            router.on(.post, "/forms") { request, _ in .text(try request.form().description) }
        } serving: { port in
            let connection = try RawConnection(to: port)
            let head =
                "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: \(type)\r\n"
                + "Content-Length: \(body.count)\r\n\r\n"
            try await connection.send(Array(head.utf8) + body)
            let answer = try await connection.readToEnd()
            #expect(answer.contains("\r\nContent-Type: application/problem+json\r\n"))
            let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
            let problem = try JSONDecoder().decode(Problem.self, from: Data((parts.last ?? "").utf8))
            #expect(answer.status == problem.status)
            return problem
        }
    }

    @Test func malformedJSONNamesTheBodyAndThePlace() async throws {
        let problem = try await problem(of: Array("{\n  \"text\": 水}".utf8))
        #expect(problem.status == 400)
        #expect(problem.errors == [Problem.Field("body", "must be valid JSON")])
        #expect(problem.detail == "Line 2, byte 11: a value is expected.")
    }

    @Test func brokenUTF8NamesTheBodyAndThePlace() async throws {
        for (path, type) in [("/orders", "application/json"), ("/texts", "text/csv")] {
            let body = Array("{\n\"text\":\"水".utf8) + [0xE4, 0xBE] + Array("\"}".utf8)
            let problem = try await problem(of: body, to: path, type: type)
            #expect(problem.status == 400)
            #expect(problem.errors == [Problem.Field("body", "must be UTF-8")])
            #expect(problem.detail == "Line 2, byte 12: no character.")
        }
    }

    @Test func aBodyThatIsTooLargeIsNamedWithItsBound() async throws {
        let problem = try await problem(of: [UInt8](repeating: 0x20, count: 1001))
        #expect(problem.status == 413)
        #expect(problem.errors == [Problem.Field("body", "must have at most 1000 bytes")])
    }

    @Test(arguments: [
        ("", "is missing"), ("[]", "must be an object"),
        (String(repeating: "[", count: 65) + String(repeating: "]", count: 65), "must have at most 64 levels"),
    ])
    func whatIsNoDocumentOfItsKindNamesTheBody(body: String, reason: String) async throws {
        let problem = try await problem(of: Array(body.utf8))
        #expect(problem.status == 400)
        #expect(problem.errors == [Problem.Field("body", reason)])
    }

    @Test(arguments: [("a=%ff", "a"), ("%ff=a", "body"), ("a=%zz", "a")])
    func aFormNamesTheFieldThatCannotBeRead(form: String, field: String) async throws {
        let problem = try await problem(
            of: Array(form.utf8), to: "/forms", type: "application/x-www-form-urlencoded")
        #expect(problem.status == 400)
        #expect(problem.errors?.map(\.field) == [field])
    }

    @Test func aNULInATextNamesTheBody() async throws {
        let problem = try await problem(of: Array("a,b\0".utf8), to: "/texts", type: "text/csv")
        #expect(problem.errors == [Problem.Field("body", "must not hold a NUL")])
    }
}
