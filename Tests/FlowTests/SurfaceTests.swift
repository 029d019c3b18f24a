import Foundation
import HTTP
import Sealing
import ServiceKit
import TestSupport
import Testing

/// Who may do what over HTTP, of all five services.
@Suite struct SurfaceTests {
    @Test func theDocumentNamesEveryRouteAndNoOther() async throws {
        let routes = Set(
            try await Surface.all().flatMap { surface in surface.rules.map { "\(surface.service) \($0.line)" } })
        let documented = try Self.documented()
        #expect(routes.count > 50)
        #expect(routes.subtracting(documented).sorted() == [], "not in Services/API.md")
        #expect(documented.subtracting(routes).sorted() == [], "in Services/API.md only")
    }

    @Test func nothingIsOpenButWhatACitizenDoesAndReads() async throws {
        let open = try await Surface.all().flatMap { surface in
            surface.rules.filter { $0.roles == nil }.map { "\(surface.service) \($0.line)" }
        }
        #expect(
            open.sorted() == [
                "intake GET /v1/districts/{district}/cases/{caseNumber}: open",
                "intake POST /v1/districts/{district}/appeals: open",
                "intake POST /v1/districts/{district}/cases/{caseNumber}/survey: open",
            ])
    }

    @Test func everyServiceTellsItsHealthAndFiguresWithoutAToken() async throws {
        for surface in try await Surface.all() {
            let alive = try await surface.send(.get, "/healthz", .citizen)
            #expect(alive.status == 200 && alive["status"] == "ok", "\(surface.service): \(alive)")
            // In memory nobody looks after the database and the broker: it may say that it cannot work, by what.
            let ready = try await surface.send(.get, "/readyz", .citizen)
            let isReady = ready.status == 200
            #expect(isReady || ready.status == 503, "\(surface.service): \(ready)")
            #expect(ready["status"] == (isReady ? "ok" : "unavailable"), "\(surface.service): \(ready)")
            let bad = ready.objects("checks").filter { $0["isGood"] as? Bool == false }
            #expect(bad.isEmpty == isReady && bad.allSatisfy { $0["name"] is String }, "\(surface.service): \(ready)")
            let figures = try await surface.send(.get, "/metrics", .citizen)
            #expect(figures.status == 200, "\(surface.service): \(figures)")
            #expect(figures.headers["Content-Type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(figures.body.contains("# TYPE "), "\(surface.service): \(figures)")
        }
    }

    @Test func withoutATokenOrWithAnUnknownOneEveryOtherRouteIsShut() async throws {
        for surface in try await Surface.all() {
            for rule in surface.rules where rule.roles != nil {
                for who in [Who.citizen, .stranger] {
                    let answer = try await surface.send(rule.method, rule.path, who)
                    #expect(answer.status == 401, "\(surface.service) \(rule.line), \(who): \(answer)")
                }
            }
        }
    }

    @Test func aRoleGetsInWhereTheRouteSaysSoAndNowhereElse() async throws {
        for surface in try await Surface.all() {
            for rule in surface.rules {
                guard let allowed = rule.roles else { continue }
                for role in Role.allCases {
                    let answer = try await surface.send(rule.method, rule.path, Self.holder(of: role))
                    let isShut = answer.status == 403 && answer["detail"].contains("none of the roles")
                    #expect(isShut != allowed.contains(role), "\(surface.service) \(rule.line), \(role): \(answer)")
                    #expect(answer.status != 401 && answer.status != 500, "\(surface.service) \(rule.line): \(answer)")
                }
            }
        }
    }

    @Test func aTokenOfAnotherDistrictIsRefusedForEveryRole() async throws {
        for surface in try await Surface.all() {
            for rule in surface.rules where rule.pattern.contains("/:district") {
                for role in rule.roles ?? [] {
                    let answer = try await surface.send(rule.method, rule.path, .elsewhere(role))
                    #expect(
                        answer.status == 403 && answer["detail"].contains("another district"),
                        "\(surface.service) \(rule.line), \(role): \(answer)")
                }
            }
        }
    }

    @Test func theNationalCalendarIsNotForOneDistrictToChange() async throws {
        let intake = try #require(try await Surface.all().first)
        #expect(try await intake.send(.put, "/v1/calendars/cn-1", .elsewhere(.operator)).status == 403)
    }

    private static func holder(of role: Role) -> Who {
        switch role {
        case .operator: .operator
        case .programme: .programme
        case .unit: .unit("xinbei")
        case .supervisor: .supervisor
        case .discipline: .discipline
        case .operations: .operations
        case .integration: .integration
        }
    }

    /// `service METHOD path: roles` of each row of a table below a service's heading.
    private static func documented() throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Services/API.md")
        let text = try String(contentsOf: file.standardized, encoding: .utf8)
        var service = ""
        var lines: Set<String> = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { service = String(line.dropFirst(3)) }
            guard let row = line.firstMatch(of: /^\| ([A-Z]+) \| `([^`]+)` \| ([^|]+) \|/) else { continue }
            let roles = row.3.replacing("*", with: "").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }.sorted().joined(separator: ", ")
            #expect(lines.insert("\(service) \(row.1) \(row.2): \(roles)").inserted, "twice: \(line)")
        }
        return lines
    }
}
