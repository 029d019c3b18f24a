import HTTP
import Testing

@Suite struct BoundsTests {
    private func settings(_ change: (inout ServerSettings) -> Void) -> ServerSettings {
        var settings = ServerSettings()
        change(&settings)
        return settings
    }

    @Test func aBodyOfTenMegabytesIsAnsweredWithAProblem() async throws {
        try await withServer { port in
            let connection = try RawConnection(to: port)
            try await connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n")
            try await connection.send([UInt8](repeating: 0x20, count: 10_000_000))
            let all = try await connection.readToEnd()
            #expect(all.status == 413)
            #expect(all.contains("application/problem+json"))
            #expect(all.contains(#""status":413"#))
        }
    }

    @Test func aBodyOfTheLargestSizeIsTakenAndOneMoreByteIsNot() async throws {
        try await withServer(settings { $0.maximumBody = 1000 }) { port in
            for (size, status) in [(1000, 200), (1001, 413)] {
                let body = String(repeating: "x", count: size)
                let all = try await answer(
                    to: "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(size)\r\n\r\n\(body)",
                    port: port)
                #expect(all.status == status)
            }
        }
    }

    @Test func chunksThatAddUpToTooMuchAreRefused() async throws {
        try await withServer(settings { $0.maximumBody = 1000 }) { port in
            let chunk = "64\r\n" + String(repeating: "x", count: 100) + "\r\n"
            let all = try await answer(
                to: "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + String(repeating: chunk, count: 11), port: port)
            #expect(all.status == 413)
        }
    }

    @Test(arguments: [
        "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: " + String(repeating: "x", count: 20_000) + "\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X-A: b\r\n", count: 3000) + "\r\n",
        "GET /" + String(repeating: "x", count: 20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        String(repeating: "x", count: 40_000),
    ])
    func aHeadThatIsTooLongIsRefused(request: String) async throws {
        try await withServer { port in
            let all = try await answer(to: request, port: port)
            #expect(all.status == 400)
        }
    }

    @Test(arguments: [
        "GET /hello HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n",
    ])
    func aSenderOfOneByteAtATimeIsCut(beginning: String) async throws {
        try await withServer(settings { $0.arrivalTimeout = .milliseconds(500) }) { port in
            let connection = try RawConnection(to: port)
            let began = ContinuousClock.now
            try await connection.send(beginning)
            let reading = Task { try await connection.readToEnd() }
            let isCut = Flag()
            let sending = Task {
                while !isCut.isSet {
                    // A send fails once the server has closed, which is what this waits for.
                    do { try connection.sendAside("x") } catch { return }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            _ = try await reading.value
            isCut.set()
            try await sending.value
            #expect(ContinuousClock.now - began < .seconds(5))
            #expect(ContinuousClock.now - began > .milliseconds(400))
        }
    }

    @Test func aSlowHandlerIsNotCut() async throws {
        let gate = Gate()
        try await withServer(
            settings {
                $0.arrivalTimeout = .milliseconds(200)
                $0.idleTimeout = .milliseconds(300)
            }
        ) {
            $0.on(.get, "/slow") { _, _ in
                await gate.wait()
                return .text("done")
            }
        } serving: { port in
            let connection = try RawConnection(to: port)
            try await connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await gate.untilSomeoneWaits()
            try await Task.sleep(for: .milliseconds(700))
            await gate.open()
            #expect(try await connection.readAnswer().hasSuffix("done"))
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        try await withServer(settings { $0.idleTimeout = .milliseconds(200) }) { port in
            let connection = try RawConnection(to: port)
            try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await connection.readToEnd().hasSuffix("hello"))
        }
    }

    @Test func aConnectionBeyondTheBoundIsServedWhenAnotherCloses() async throws {
        try await withServer(settings { $0.maximumConnections = 4 }) { port in
            var held: [RawConnection] = []
            for _ in 0..<4 {
                let connection = try RawConnection(to: port)
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await connection.readAnswer().status == 200)
                held.append(connection)
            }
            let fifth = try RawConnection(to: port, patience: .milliseconds(400))
            try await fifth.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            await #expect(throws: RawConnection.Failed.self) { try await fifth.readAnswer() }
            held.removeLast()
            #expect(try await fifth.readAnswer().status == 200)
        }
    }

    @Test func requestsBeyondTheBoundAreAnsweredWith503() async throws {
        let gate = Gate()
        try await withServer(
            settings {
                $0.maximumConcurrentRequests = 1
                $0.unboundedPaths = ["/cases/alive"]
            }
        ) {
            $0.on(.get, "/slow") { _, _ in
                await gate.wait()
                return .text("done")
            }
        } serving: { port in
            let first = try RawConnection(to: port)
            try await first.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await gate.untilSomeoneWaits()
            let second = try RawConnection(to: port)
            try await second.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            let refused = try await second.readAnswer()
            #expect(refused.status == 503)
            #expect(refused.contains("Retry-After: 1"))
            try await second.send("GET /cases/alive HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await second.readAnswer().status == 200)
            await gate.open()
            #expect(try await first.readAnswer().hasSuffix("done"))
            try await second.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await second.readAnswer().status == 200)
        }
    }

    @Test func aClientThatSendsWhileItsAnswerWaitsCannotFillTheMemory() async throws {
        let gate = Gate()
        try await withServer(settings { $0.maximumBody = 100_000 }) {
            $0.on(.get, "/slow") { _, _ in
                await gate.wait()
                return .text(String(repeating: "x", count: 8 << 20))
            }
        } serving: { port in
            let connection = try RawConnection(to: port, patience: .milliseconds(500))
            try await connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await gate.open()
            // No answer is read: the server stops reading, and the kernel's buffers fill.
            let flood = [UInt8](repeating: 0x20, count: 32 << 20)
            await #expect(throws: RawConnection.Failed.self) { try await connection.send(flood) }
        }
    }
}
