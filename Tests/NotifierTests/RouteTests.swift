import Contracts
import Foundation
import ServiceKit
import TestSupport
import Testing

@Suite struct RouteTests {
    private static let id = "00000000-0000-8000-8000-000000000000"

    /// Route, and who is let through.
    private static let matrix: [(String, [Who])] = [
        ("GET /deliveries", [.operator, .operations]),
        ("POST /deliveries/\(id)/retry", [.operations]),
        ("POST /deliveries:retry", [.operations]),
        ("GET /subscriptions", [.operator]),
        ("GET /subscriptions/a", [.operator]),
        ("PUT /subscriptions/a", [.operator]),
        ("DELETE /subscriptions/a", [.operator]),
    ]
    private static let everyone: [Who] = [
        .citizen, .operator, .programme, .supervisor, .discipline, .operations, .unit("xinbei"), .otherDistrict,
        .stranger,
    ]

    @Test func everyRouteIsRefusedToWhomItIsNotFor() async throws {
        let fixture = try await NotifierFixture.changzhou()
        for (route, allowed) in Self.matrix {
            let parts = route.split(separator: " ").map(String.init)
            for who in Self.everyone {
                let answer = try await fixture.send(
                    try #require(.init(rawValue: parts[0])), NotifierFixture.changzhou + parts[1], as: who)
                let isRefused = [401, 403].contains(answer.status)
                #expect(isRefused == !allowed.contains(who), "\(route) as \(who): \(answer)")
            }
        }
    }

    @Test(arguments: [("GET", "deliveries"), ("GET", "subscriptions"), ("DELETE", "subscriptions/a")])
    func anUnknownDistrictIsNoEmptyList(method: String, path: String) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(
            try #require(.init(rawValue: method)), "/v1/districts/nowhere/\(path)", as: .operator)
        #expect(answer.status == 404)
        #expect(answer.faults == ["district"])
    }

    @Test func everyRouteOfTheServiceIsInTheMatrix() async throws {
        let fixture = try await NotifierFixture.changzhou()
        #expect(fixture.hosting.rules.count == Self.matrix.count)
        #expect(!fixture.hosting.rules.contains { $0.access == .open })
    }

    @Test func theLogIsReadPageByPageAndByState() async throws {
        let fixture = try await NotifierFixture.changzhou()
        for index in 0..<5 { try await fixture.hear(try fixture.appeal(number: "CZ200514-00000\(index)")) }
        let path = "\(NotifierFixture.changzhou)/deliveries"
        var numbers: [String] = []
        var next = ""
        repeat {
            let page = try await fixture.send(.get, "\(path)?state=pending&limit=2\(next)")
            numbers += page.objects("deliveries").compactMap { $0["caseNumber"] as? String }
            next = page["next"].isEmpty ? "" : "&after=\(page["next"])"
        } while !next.isEmpty
        #expect(numbers.sorted() == (0..<5).map { "CZ200514-00000\($0)" })
        #expect(try await fixture.send(.get, "\(path)?state=failed").objects("deliveries").isEmpty)
    }

    @Test(arguments: [("state=gone", "state"), ("limit=0", "limit"), ("limit=x", "limit"), ("after=1", "after")])
    func aWrongQueryIsRefusedByName(query: String, field: String) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let answer = try await fixture.send(.get, "\(NotifierFixture.changzhou)/deliveries?\(query)")
        #expect(answer.status == 400)
        #expect(answer.faults == [field])
    }

    @Test(arguments: [RouteTests.id, "1"]) func anUnknownDeliveryCannotBeRetried(id: String) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let path = "\(NotifierFixture.changzhou)/deliveries/\(id)/retry"
        #expect([400, 404].contains(try await fixture.send(.post, path, as: .operations).status))
    }

    @Test func aDistrictSeesOnlyItsOwnDeliveries() async throws {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.adopt("doumen")
        try await fixture.hear(try fixture.appeal())
        let answer = try await fixture.send(.get, "/v1/districts/doumen/deliveries")
        #expect(answer.status == 200)
        #expect(answer.objects("deliveries").isEmpty)
    }
}
