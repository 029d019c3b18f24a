import HTTP
import Testing

@Suite struct FramingTests {
    /// Each is followed by a request that must never be answered: the connection is closed after the 400.
    static let attacks: [(name: String, request: String)] = [
        (
            "two lengths that differ",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\nhello"
        ),
        ("two equal lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
        ("a length with a sign", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"),
        ("a list of lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello"),
        ("a negative length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello"),
        ("a hexadecimal length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"),
        ("an empty length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\nhello"),
        ("a length behind a tab", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length:\t5\r\n\r\nhello"),
        ("a length cut by a NUL", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\u{0}0\r\n\r\nhello"),
        ("a space before the colon", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello"),
        (
            "both framings",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        (
            "two codings",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        ("an unknown coding", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        ("a coding in a list", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        ("a folded coding", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
        ("a coding behind a tab", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n"),
        (
            "chunks in HTTP/1.0",
            "POST /echo HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        ("a chunk's size as strtoll reads it", chunked("0x5\r\nhello\r\n0\r\n\r\n")),
        ("a chunk's size with a sign", chunked("+5\r\nhello\r\n0\r\n\r\n")),
        ("a chunk's size behind a blank", chunked(" 5\r\nhello\r\n0\r\n\r\n")),
        ("a blank behind a chunk's size", chunked("5 \r\nhello\r\n0\r\n\r\n")),
        ("a chunk's size with an extension", chunked("5 ;a=b\r\nhello\r\n0\r\n\r\n")),
        ("a bare line feed behind a chunk's size", chunked("5\nhello\r\n0\r\n\r\n")),
        ("a bare line feed behind a chunk", chunked("5\r\nhello\n0\r\n\r\n")),
        ("nothing behind a chunk", chunked("5\r\nhello0\r\n\r\n")),
        ("a blank line before a chunk", chunked("\r\n5\r\nhello\r\n0\r\n\r\n")),
        ("a bare line feed behind the last chunk", chunked("5\r\nhello\r\n0\n\r\n")),
        ("a bare line feed in a trailer", chunked("5\r\nhello\r\n0\r\nX-A: b\n\r\n")),
        ("a bare line feed behind the trailers", chunked("5\r\nhello\r\n0\r\nX-A: b\r\n\n")),
        ("HEAD with a body", "HEAD /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
        ("no host", "GET /hello HTTP/1.1\r\nAccept: */*\r\n\r\n"),
        ("two hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        ("a host that is none", "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n"),
        ("a control character in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: b\u{1}c\r\n\r\n"),
        ("a carriage return in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: b\r c\r\n\r\n"),
        ("a NUL in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: b\u{0}c\r\n\r\n"),
        ("a control character in a name", "GET /hello HTTP/1.1\r\nHost: a\r\nX-\u{7F}A: b\r\n\r\n"),
        ("a field without a name", "GET /hello HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
        ("a field without a colon", "GET /hello HTTP/1.1\r\nHost: a\r\nwhatever\r\n\r\n"),
        ("a path that is not UTF-8", "GET /cases/%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an overlong encoding", "GET /cases/%c0%ae HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("raw bytes in the path", "GET /cases/é HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a double slash", "GET //hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a double slash inside", "GET /cases//hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a step up", "GET /cases/../hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a step to where it is", "GET /cases/./hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an encoded step to where it is", "GET /cases/%2E/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a step to where it is at the end", "GET /hello/. HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an encoded step up", "GET /cases/%2e%2e/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an encoded NUL", "GET /cases/a%00b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL in the path", "GET /hello\u{0}/x HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL in the query", "GET /hello?a=\u{0}b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL for a space", "GET /hello\u{0}HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an encoded slash", "GET /cases/a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an encoded line end", "GET /cases/a%0d%0ab HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a broken percent sign", "GET /cases/a%2 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a space in the path", "GET /cases/a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a fragment", "GET /hello#top HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an absolute target", "GET http://a/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a target without a slash", "GET hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an unknown version", "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n"),
        ("no version", "GET /hello\r\nHost: a\r\n\r\n"),
        ("no HTTP at all", "\u{16}\u{3}\u{1} what is this\r\n\r\n"),
    ]

    private static func chunked(_ body: String) -> String {
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    }

    @Test(arguments: attacks) func badFramingIsRefusedAndTheConnectionClosed(name: String, request: String) async throws
    {
        try await withServer { port in
            let smuggled = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
            let all = try await answer(to: request + smuggled, port: port)
            #expect(all.status == 400)
            #expect(all.contains("Content-Type: application/problem+json"))
            #expect(all.contains("Connection: close"))
            #expect(!all.contains("200 OK"))
        }
    }

    @Test func aSoundRequestOnTheSameConnectionIsAnsweredBeforeTheAttack() async throws {
        try await withServer { port in
            let good = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
            let bad = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"
            let all = try await answer(to: good + bad + good, port: port)
            #expect(all.ranges(of: "HTTP/1.1 200").count == 1)
            #expect(all.ranges(of: "HTTP/1.1 400").count == 1)
        }
    }

    @Test func aNULInAPipelinedHeadIsSeen() async throws {
        try await withServer { port in
            let good = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
            let all = try await answer(to: good + "GET /hello HTTP/1.1\r\nHost: a\u{0}b\r\n\r\n", port: port)
            #expect(all.ranges(of: "HTTP/1.1 200").count == 1)
            #expect(all.ranges(of: "HTTP/1.1 400").count == 1)
        }
    }

    @Test func aMethodThatIsNotTakenIsAnsweredWithAProblemAndClosed() async throws {
        try await withServer { port in
            for method in ["TRACE", "BREW"] {
                let all = try await answer(to: "\(method) /hello HTTP/1.1\r\nHost: a\r\n\r\n", port: port)
                #expect(all.status == 501)
                #expect(all.contains("application/problem+json"))
            }
        }
    }

    @Test func chunkedBodiesAndFoldedFieldsAreTaken() async throws {
        try await withServer { port in
            let all = try await answer(
                to:
                    "POST /echo HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", port: port)
            #expect(all.status == 200)
            #expect(all.hasSuffix("\r\n\r\nhello"))
        }
    }

    /// RFC 9110, section 6.5.1, whether or not libevent adds it to the head's fields.
    @Test(arguments: ["Authorization: Bearer t", "Host: b", "Idempotency-Key: k", "Claim-Code: c", "X-A: b\r\n c"])
    func whatStandsBehindAChunkedBodyIsNoFieldOfTheRequest(trailer: String) async throws {
        try await withServer {
            $0.on(.post, "/fields") { request, _ in
                let names = ["Host", "Authorization", "Idempotency-Key", "Claim-Code", "X-A"]
                return .text(names.compactMap { name in request.headers[name].map { "\(name)=\($0)" } }.joined())
            }
        } serving: { port in
            let head = "POST /fields HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let connection = try RawConnection(to: port)
            try await connection.send(head + "5\r\nhello\r\n0\r\n\(trailer)\r\n\r\n" + head + "0\r\n")
            #expect(try await connection.readAnswer().hasSuffix("\r\n\r\nHost=a"))
            try await connection.send("\(trailer)\r\n\r\n" + head + "0\r\n\r\n")
            for _ in 0..<2 { #expect(try await connection.readAnswer().hasSuffix("\r\n\r\nHost=a")) }
        }
    }

    /// libevent with Debian's update of September 2026 refuses it; an older one would lengthen the head's last field.
    @Test func aTrailerLengthensNoField() async throws {
        try await withServer {
            $0.on(.post, "/field") { request, _ in .text(request.headers["X-A"] ?? "none") }
        } serving: { port in
            let head =
                "POST /field HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nX-A: b\r\n\r\n"
            let all = try await answer(to: head + "0\r\n x\r\n\r\n", port: port)
            #expect(all.status == 413 || all.hasSuffix("\r\n\r\nb"))
        }
    }

    @Test func aHeadThatComesByteByByteIsReadWhole() async throws {
        try await withServer {
            $0.on(.post, "/field") { request, _ in
                .text("\(request.headers["X-A"] ?? "none") \(request.headers["X-B"] ?? "none")")
            }
        } serving: { port in
            let connection = try RawConnection(to: port)
            let head =
                "POST /field HTTP/1.1\r\nHost: a\r\nX-A:  b\r\n\t c \r\nTransfer-Encoding: chunked\r\nX-B:d\r\n\r\n"
            for _ in 0..<2 {
                for byte in head.utf8 { try await connection.send(String(UnicodeScalar(byte))) }
                try await connection.send("0\r\n\r\n")
                #expect(try await connection.readAnswer().hasSuffix("\r\n\r\nb c d"))
            }
        }
    }

    @Test func aNULInABodyIsNotMistakenForOneInTheHead() async throws {
        try await withServer { port in
            let all = try await answer(
                to: "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\na\u{0}b",
                port: port)
            #expect(all.status == 200)
        }
    }
}
