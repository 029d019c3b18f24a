import Contracts
import Foundation
import HTTP
import Sealing
import ServiceKit
import Testing

@Suite struct AuthorizationTests {
    private let desk: AccessToken
    private let unit: AccessToken
    private let both: AccessToken
    private let everywhere: AccessToken
    private let person: AccessToken
    private let metrics = Metrics()
    private let router: GuardedRouter

    init() throws {
        (desk, unit, both, everywhere) = (try .random(), try .random(), try .random(), try .random())
        person = try .random()
        let changzhou = DistrictID("changzhou")
        let tokens = try AccessTokens([
            (desk, AccessGrant(name: "desk", roles: [.operator], district: changzhou)),
            (unit, AccessGrant(name: "unit", roles: [.unit], district: changzhou, unit: UnitID("12"))),
            (both, AccessGrant(name: "both", roles: [.unit, .operator], district: changzhou, unit: UnitID("12"))),
            (person, AccessGrant(name: "operator-1", roles: [.operator], district: changzhou, isPerson: true)),
            (
                everywhere,
                AccessGrant(name: "operations", roles: [.operations, .operator], district: AccessGrant.everywhere)
            ),
        ])
        var router = GuardedRouter(Router(), tokens: tokens, metrics: metrics)
        router.on(.get, "/v1/districts/:district/appeals", allow: .operator) { _, _, caller in
            .text(caller.grant.name + " " + caller.roles.map(\.rawValue).sorted().joined(separator: ","))
        }
        router.on(.get, "/v1/districts/:district/units/:unit", allow: .unit, .operator) { _, _, caller in
            .text(caller.unitScope?.rawValue ?? "all")
        }
        router.on(.get, "/v1/districts/:district/decision", allow: .supervisor, .operator) { _, _, caller in
            try caller.requirePerson()
            return .text(caller.grant.name)
        }
        router.on(.get, "/v1/districts/:district/closed") { _, _, _ in .text("never") }
        router.onOpenToAll(.get, "/v1/status") { _, _ in .text("open") }
        self.router = router
    }

    private func get(_ path: String, _ authorization: String?) async throws -> Response {
        let headers: Headers = authorization.map { ["Authorization": $0] } ?? [:]
        return await router.router.handle(try Request(.get, path, headers: headers))
    }

    private func status(_ path: String, _ token: AccessToken) async throws -> Int {
        try await get(path, "Bearer \(token.text)").status
    }

    @Test func theRightRoleInTheRightDistrictComesThrough() async throws {
        let response = try await get("/v1/districts/changzhou/appeals", "bearer \(both.text)")
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "both operator")
    }

    @Test("X32: what a person decides no shared token does, and the answer says what is needed")
    func aPersonDecides() async throws {
        #expect(try await status("/v1/districts/changzhou/decision", person) == 200)
        let response = try await get("/v1/districts/changzhou/decision", "Bearer \(both.text)")
        let problem = try JSONDecoder().decode(Problem.self, from: Data(response.body))
        #expect(problem.status == 403 && problem.title == "A named person decides this")
        #expect(problem.detail?.contains("a person's own token for the role operator") == true)
        #expect(try await status("/v1/districts/changzhou/appeals", person) == 200)
    }

    @Test func withoutATokenTheAnswerSaysHowToAuthenticate() async throws {
        let response = try await get("/v1/districts/changzhou/appeals", nil)
        #expect(response.status == 401)
        #expect(response.headers["WWW-Authenticate"] == "Bearer")
        #expect(response.headers["Content-Type"] == "application/problem+json")
        let problem = try JSONDecoder().decode(Problem.self, from: Data(response.body))
        #expect(problem.status == 401 && problem.detail == "A bearer token is needed.")
    }

    @Test(arguments: [
        "", "Bearer", "Bearer ", "Basic aGVsbG8=", "Bearer  hotline_x",
        "Bearer hotline_\(String(repeating: "0", count: 64))",
        "hotline_\(String(repeating: "0", count: 64))", "Bearer \(String(repeating: "a", count: 100_000))", "Bearer 张三",
    ])
    func whatIsNoTokenIsUnauthorized(authorization: String) async throws {
        let response = try await get("/v1/districts/changzhou/appeals", authorization)
        #expect(response.status == 401)
        #expect(response.headers["WWW-Authenticate"]?.hasPrefix("Bearer error=") == true)
        #expect(response.body.count < 500)
    }

    @Test func twoTokensAreNone() async throws {
        var headers: Headers = ["Authorization": "Bearer \(desk.text)"]
        headers.append("authorization", "Bearer \(desk.text)")
        let request = try Request(.get, "/v1/districts/changzhou/appeals", headers: headers)
        #expect(await router.router.handle(request).status == 401)
    }

    @Test func aMissingRoleOrAnotherDistrictIsForbidden() async throws {
        #expect(try await status("/v1/districts/changzhou/appeals", unit) == 403)
        #expect(try await status("/v1/districts/doumen/appeals", desk) == 403)
        #expect(try await status("/v1/districts/doumen/appeals", everywhere) == 200)
        #expect(try await status("/v1/districts/*/appeals", desk) == 403)
    }

    @Test func aUnitReachesItselfOnly() async throws {
        #expect(try await status("/v1/districts/changzhou/units/12", unit) == 200)
        #expect(try await status("/v1/districts/changzhou/units/13", unit) == 403)
        #expect(try await status("/v1/districts/changzhou/units/13", desk) == 200)
        #expect(try await status("/v1/districts/changzhou/units/13", both) == 200)
        let scope = try await get("/v1/districts/changzhou/units/12", "Bearer \(unit.text)").body
        #expect(String(decoding: scope, as: UTF8.self) == "12")
    }

    @Test func aRouteThatAllowsNobodyIsClosed() async throws {
        for token in [desk, unit, both, everywhere] {
            #expect(try await status("/v1/districts/changzhou/closed", token) == 403)
        }
    }

    @Test func onlyWhatWasOpenedByNameIsOpen() async throws {
        #expect(try await get("/v1/status", nil).status == 200)
        #expect(router.rules.filter { $0.access == .open }.map(\.pattern) == ["/v1/status"])
        #expect(router.rules.count == router.router.routes.count)
    }

    @Test func refusalsAreCounted() async throws {
        _ = try await get("/v1/districts/changzhou/appeals", nil)
        _ = try await status("/v1/districts/doumen/appeals", desk)
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples.map(\.labels) == [["status": "401"], ["status": "403"]])
    }
}
