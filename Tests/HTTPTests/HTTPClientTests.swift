import HTTP
import Testing

@Suite struct HTTPClientTests {
    private func local(_ method: Method, _ port: Int, _ path: String, body: [UInt8] = []) -> ClientRequest {
        var request = ClientRequest(method, "http://127.0.0.1:\(port)\(path)", body: body)
        request.allowsPrivateAddresses = true
        return request
    }

    private func failure(of request: ClientRequest, _ client: HTTPClient) async -> ClientError? {
        do throws(ClientError) {
            _ = try await client.send(request)
            return nil
        } catch {
            return error
        }
    }

    @Test func sendsMethodHeadersAndBodyAndReadsTheAnswer() async throws {
        try await withServer { router in
            router.on(.put, "/show") { request, _ in
                Response(
                    status: 202,
                    headers: ["X-Seen": request.headers["X-Key"] ?? "", "X-Length": "\(request.body.count)"],
                    body: request.body)
            }
        } serving: { port in
            let client = try HTTPClient()
            var request = local(.put, port, "/show", body: Array("hello".utf8))
            request.headers["X-Key"] = "k1"
            let answer = try await client.send(request)
            #expect(answer.status == 202)
            #expect(answer.headers["x-seen"] == "k1")
            #expect(answer.body == Array("hello".utf8))
        }
    }

    @Test func emptyPostHeadAndDeleteAreSentAsSuch() async throws {
        try await withServer { router in
            router.on(.delete, "/thing") { request, _ in Response(status: request.body.isEmpty ? 204 : 500) }
        } serving: { port in
            let client = try HTTPClient()
            #expect(try await client.send(local(.post, port, "/echo")).status == 200)
            #expect(try await client.send(local(.delete, port, "/thing")).status == 204)
            let head = try await client.send(local(.head, port, "/hello"))
            #expect(head.status == 200)
            #expect(head.headers["Content-Length"] == "5")
            #expect(head.body.isEmpty)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1", "http://localhost", "http://0.0.0.0", "http://[::1]", "http://[::ffff:127.0.0.1]",
        "http://2130706433", "http://0x7f.1", "http://017700000001", "http://10.0.0.1", "http://172.31.255.255",
        "http://192.168.1.1", "http://169.254.169.254", "http://100.64.0.1", "http://[fe80::1]", "http://[fd00::1]",
        "http://[64:ff9b::7f00:1]", "http://[2002:7f00:1::1]", "http://255.255.255.255", "http://224.0.0.1",
    ])
    func privateAddressesAreRefused(url: String) async throws {
        try await withServer { port in
            let client = try HTTPClient()
            await #expect(throws: ClientError.addressRefused) {
                try await client.send(ClientRequest(.get, "\(url):\(port)/hello"))
            }
        }
    }

    @Test func aConnectionOpenedWithMoreRightsIsNotReusedWithFewer() async throws {
        try await withServer { port in
            let client = try HTTPClient()
            #expect(try await client.send(local(.get, port, "/hello")).status == 200)
            await #expect(throws: ClientError.addressRefused) {
                try await client.send(ClientRequest(.get, "http://127.0.0.1:\(port)/hello"))
            }
        }
    }

    @Test func redirectsAreNotFollowedUnlessAsked() async throws {
        try await withServer { router in
            router.on(.get, "/old") { _, _ in Response(status: 302, headers: ["Location": "/hello"]) }
        } serving: { port in
            let client = try HTTPClient()
            var request = local(.get, port, "/old")
            let first = try await client.send(request)
            #expect(first.status == 302)
            #expect(first.headers["Location"] == "/hello")
            request.followsRedirects = true
            let second = try await client.send(request)
            #expect(second.status == 200)
            #expect(second.headers["Location"] == nil)
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:1/x", "http://a b/", "example.org",
    ])
    func otherSchemesAndBrokenURLsAreRefused(url: String) async throws {
        let client = try HTTPClient()
        let error = await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, url)) }
        guard case .invalidRequest = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aRedirectToAFileIsNotFollowed() async throws {
        try await withServer { router in
            router.on(.get, "/old") { _, _ in Response(status: 302, headers: ["Location": "file:///etc/passwd"]) }
        } serving: { port in
            let client = try HTTPClient()
            var request = local(.get, port, "/old")
            request.followsRedirects = true
            #expect(await failure(of: request, client) != nil)
        }
    }

    @Test func aHeaderCannotBringAnother() async throws {
        let client = try HTTPClient()
        let request = ClientRequest(.get, "http://127.0.0.1:1/", headers: ["X-A": "b\r\nX-C: d"])
        let error = await #expect(throws: ClientError.self) { try await client.send(request) }
        #expect(error == .invalidRequest("a header field has a control character"))
    }

    @Test func anAnswerLargerThanAllowedIsAnError() async throws {
        try await withServer { router in
            router.on(.get, "/large") { _, _ in .text(String(repeating: "x", count: 100_000)) }
        } serving: { port in
            let client = try HTTPClient()
            var request = local(.get, port, "/large")
            request.maximumResponse = 99_999
            #expect(await failure(of: request, client) == ClientError.responseTooLarge)
            request.maximumResponse = 100_000
            #expect(try await client.send(request).body.count == 100_000)
        }
    }

    @Test func aServerThatDoesNotAnswerIsLeftInTime() async throws {
        let gate = Gate()
        try await withServer { router in
            router.on(.get, "/slow") { _, _ in
                await gate.wait()
                return .text("late")
            }
        } serving: { port in
            let client = try HTTPClient()
            var request = local(.get, port, "/slow")
            request.timeout = .milliseconds(200)
            #expect(await failure(of: request, client) == ClientError.timedOut)
            await gate.open()
        }
    }

    @Test func cancellingTheTaskEndsTheTransfer() async throws {
        let gate = Gate()
        try await withServer { router in
            router.on(.get, "/slow") { _, _ in
                await gate.wait()
                return .text("late")
            }
        } serving: { port in
            let client = try HTTPClient()
            let request = local(.get, port, "/slow")
            let task = Task { try await client.send(request) }
            await gate.untilSomeoneWaits()
            task.cancel()
            await #expect(throws: ClientError.cancelled) { try await task.value }
            await gate.open()
        }
    }

    @Test func aHundredRequestsRunSideBySide() async throws {
        let gate = Gate(opensAt: 100)
        try await withServer { router in
            router.on(.get, "/together") { _, _ in
                await gate.wait()
                return .text("now")
            }
        } serving: { port in
            let client = try HTTPClient()
            let request = local(.get, port, "/together")
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 { group.addTask { try await client.send(request).status } }
                return try await group.reduce(into: 0) { $0 += $1 == 200 ? 1 : 0 }
            }
            #expect(done == 100)
        }
    }

    @Test func nobodyListeningIsSaidWithoutTheAddress() async throws {
        let client = try HTTPClient()
        let port = try await withServer { $0 }
        let error = await #expect(throws: ClientError.self) { try await client.send(local(.get, port, "/hello")) }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("127.0.0.1") == false)
    }
}
