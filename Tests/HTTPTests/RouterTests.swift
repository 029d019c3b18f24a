import HTTP
import Synchronization
import Testing

@Suite struct RouterTests {
    private struct Refused: ProblemConvertible {
        var problem: Problem { .conflict("The key was used with another body.") }
    }
    private struct Broken: Error {}

    private func text(_ router: Router, _ method: Method, _ target: String) async throws -> String {
        String(decoding: await router.handle(try Request(method, target)).body, as: UTF8.self)
    }

    @Test func literalsWinOverVerbsAndVerbsOverParameters() async throws {
        var router = Router()
        router.on(.get, "/v1/appeals/:id") { _, parameters in .text("one \(try parameters.require("id"))") }
        router.on(.get, "/v1/appeals/:id:sign") { _, parameters in .text("sign \(try parameters.require("id"))") }
        router.on(.get, "/v1/appeals/open") { _, _ in .text("open") }
        router.on(.get, "/v1/appeals:batch") { _, _ in .text("batch") }
        router.on(.get, "/v1/:kind/open/now") { _, parameters in .text("now \(try parameters.require("kind"))") }
        #expect(try await text(router, .get, "/v1/appeals/7") == "one 7")
        #expect(try await text(router, .get, "/v1/appeals/7:sign") == "sign 7")
        #expect(try await text(router, .get, "/v1/appeals/7:other") == "one 7:other")
        #expect(try await text(router, .get, "/v1/appeals/open") == "open")
        #expect(try await text(router, .get, "/v1/appeals:batch") == "batch")
        #expect(try await text(router, .get, "/v1/appeals/open/now") == "now appeals")
        #expect(try await text(router, .get, "/v1/appeals/%E5%B8%B8-1") == "one 常-1")
    }

    @Test func anUnknownPathIs404AndAnUnknownMethodIs405WithAllow() async throws {
        var router = Router()
        router.on(.get, "/a") { _, _ in .text("a") }
        router.on(.post, "/a") { _, _ in .text("a") }
        #expect(await router.handle(try Request(.get, "/b")).status == 404)
        #expect(await router.handle(try Request(.get, "/a/")).status == 404)
        let refused = await router.handle(try Request(.delete, "/a"))
        #expect(refused.status == 405)
        #expect(refused.headers["allow"] == "GET, HEAD, POST")
        #expect(refused.headers["Content-Type"] == "application/problem+json")
        #expect(await router.handle(try Request(.head, "/a")).status == 200)
    }

    @Test func errorsBecomeProblemsAndUnknownOnesSayNothing() async throws {
        let logged = Mutex<[String]>([])
        var router = Router { error, route in logged.withLock { $0.append("\(type(of: error)) \(route.pattern)") } }
        router.on(.get, "/problem") { _, _ in throw Problem.invalid("phone", "is missing") }
        router.on(.get, "/refused") { _, _ in throw Refused() }
        router.on(.get, "/broken/:id") { _, _ in throw Broken() }
        let problem = await router.handle(try Request(.get, "/problem"))
        #expect(problem.status == 400)
        #expect(String(decoding: problem.body, as: UTF8.self).contains(#"{"field":"phone","reason":"is missing"}"#))
        #expect(await router.handle(try Request(.get, "/refused")).status == 409)
        let broken = await router.handle(try Request(.get, "/broken/13800138000"))
        #expect(broken.status == 500)
        #expect(!String(decoding: broken.body, as: UTF8.self).contains("Broken"))
        #expect(logged.withLock { $0 } == ["Broken /broken/:id"])
    }

    @Test func queriesAndFormsAreDecoded() throws {
        let request = try Request(.get, "/a?q=%E4%BE%9B%E6%B0%B4+1&empty=&flag")
        #expect(request.query == ["q": "供水 1", "empty": "", "flag": ""])
        for bad in ["/a?q=1&q=2", "/a?q=%ff", "/a?q=%00", "/a?q=%4", "/a?q=é"] {
            #expect(throws: Problem.self) { try Request(.get, bad) }
        }
        var form = try Request(
            .post, "/a", headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: Array("unit=water&unit=gas&note=a%26b".utf8))
        #expect(try form.formPairs().map(\.value) == ["water", "gas", "a&b"])
        #expect(throws: Problem.invalid("unit", "is given more than once")) { try form.form() }
        form.headers["Content-Type"] = "text/plain"
        #expect(throws: Problem.self) { try form.formPairs() }
    }

    @Test func headersCompareWithoutCaseAndCookiesAreFound() throws {
        var request = try Request(.get, "/", headers: ["X-One": "1", "cookie": "a=b; session=x=y"])
        #expect(request.headers["x-ONE"] == "1")
        #expect(request.cookie("session") == "x=y")
        #expect(request.cookie("other") == nil)
        request.headers["X-one"] = nil
        #expect(request.headers["X-One"] == nil)
        #expect(request.headers.pairs.map(\.name) == ["cookie"])
    }
}
