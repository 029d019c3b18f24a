import HTTP
import Synchronization
import Testing

@Suite struct LifeTests {
    private static let hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withServer { port in
            let connection = try RawConnection(to: port)
            try await connection.send((0..<50).map { "GET /cases/n\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 0..<50 {
                #expect(try await connection.readAnswer().hasSuffix("n\(number)"))
            }
        }
    }

    @Test func aRequestInPiecesOfOneByteIsReadWhole() async throws {
        try await withServer { port in
            let connection = try RawConnection(to: port)
            for byte in "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".utf8 {
                try await connection.send([byte])
            }
            #expect(try await connection.readAnswer().hasSuffix("hello"))
        }
    }

    @Test func aClientThatLeavesBeforeItsAnswerHarmsNobody() async throws {
        let gate = Gate(opensAt: 100)
        let handled = Atomic(0)
        try await withServer {
            $0.on(.get, "/slow") { _, _ in
                await gate.wait()
                handled.add(1, ordering: .relaxed)
                return .text(String(repeating: "x", count: 100_000))
            }
        } serving: { port in
            for _ in 0..<99 {
                let connection = try RawConnection(to: port)
                try await connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                connection.abort()
            }
            let last = try RawConnection(to: port)
            try await last.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await last.readAnswer().status == 200)
            #expect(try await answer(to: "GET /hello HTTP/1.0\r\n\r\n", port: port).status == 200)
        }
        #expect(handled.load(ordering: .relaxed) == 100)
    }

    @Test func stopFinishesWhatIsInFlightAndTakesNothingNew() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.get, "/slow") { _, _ in
            await gate.wait()
            return .text("done")
        }
        let server = try HTTPServer(settings: ServerSettings(), router: router)
        let port = try await server.start()
        let idle = try RawConnection(to: port)
        let busy = try RawConnection(to: port)
        try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        await gate.untilSomeoneWaits()
        let stopping = Task { await server.stop(grace: .seconds(10)) }
        #expect(try await idle.readToEnd().isEmpty)
        #expect(throws: RawConnection.Failed.self) { try RawConnection(to: port) }
        await gate.open()
        let all = try await busy.readToEnd()
        #expect(all.hasSuffix("done"))
        #expect(all.contains("Connection: close"))
        await stopping.value
    }

    @Test func stopGivesUpWhenItsGraceIsOver() async throws {
        let gate = Gate()
        var router = Router()
        router.on(.get, "/stuck") { _, _ in
            await gate.wait()
            return .text("late")
        }
        let server = try HTTPServer(settings: ServerSettings(), router: router)
        let port = try await server.start()
        let connection = try RawConnection(to: port)
        try await connection.send("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n")
        await gate.untilSomeoneWaits()
        let began = ContinuousClock.now
        await server.stop(grace: .milliseconds(200))
        #expect(ContinuousClock.now - began < .seconds(2))
        #expect(try await connection.readToEnd().isEmpty)
        // The late answer goes nowhere, and does no harm.
        await gate.open()
        await server.stop(grace: .zero)
    }

    @Test func aPortThatIsTakenIsToldByName() async throws {
        try await withServer { port in
            let other = try HTTPServer(settings: ServerSettings(port: port), router: Router())
            let error = await #expect(throws: ServerError.self) { try await other.start() }
            #expect(error?.description.contains("127.0.0.1:\(port)") == true)
        }
    }

    @Test func theObserverSeesTheRouteAndNeverThePath() async throws {
        let seen = Mutex<[Exchange]>([])
        var settings = ServerSettings()
        settings.observe = { exchange in seen.withLock { $0.append(exchange) } }
        try await withServer(settings) { port in
            _ = try await answer(
                to:
                    "GET /cases/17 HTTP/1.1\r\nHost: a\r\n\r\nGET /none HTTP/1.1\r\nHost: a\r\n\r\nBREW / HTTP/1.1\r\n\r\n",
                port: port)
        }
        let exchanges = seen.withLock { $0 }
        #expect(exchanges.map(\.route) == ["/cases/:case", nil, nil])
        #expect(exchanges.map(\.status) == [200, 404, 501])
        #expect(exchanges.map(\.method) == [.get, .get, nil])
    }

    @Test func anAnswerWithABrokenHeaderIsNotSent() async throws {
        try await withServer {
            $0.on(.get, "/broken") { _, _ in Response(headers: ["Location": "/a\r\nSet-Cookie: b=c"]) }
        } serving: { port in
            let all = try await answer(to: "GET /broken HTTP/1.0\r\n\r\n", port: port)
            #expect(all.status == 500)
            #expect(!all.contains("Set-Cookie"))
        }
    }

    @Test func expectContinueIsAnswered() async throws {
        try await withServer { port in
            let connection = try RawConnection(to: port)
            try await connection.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
            )
            #expect(try await String(decoding: connection.read(), as: UTF8.self).hasPrefix("HTTP/1.1 100"))
            try await connection.send("hello")
            #expect(try await connection.readToEnd().hasSuffix("hello"))
        }
    }
}
