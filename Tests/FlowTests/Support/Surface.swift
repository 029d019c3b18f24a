import CallbackSurveyService
import Contracts
import DeadlineWatcherService
import DispatchService
import Foundation
import HTTP
import IntakeService
import NotifierService
import Sealing
import ServiceKit
import TestSupport

/// The routes that one service has, and a way to ask it in memory.
struct Surface: Sendable {
    let service: String
    let rules: [GuardedRouter.Rule]
    let send: @Sendable (HTTP.Method, String, Who) async throws -> Answer

    static func all() async throws -> [Surface] {
        [
            try await of(IntakeService.self), try await of(DispatchService.self),
            try await of(DeadlineWatcherService.self), try await of(CallbackSurveyService.self),
            try await of(NotifierService.self),
        ]
    }

    private static func of<S: HostedService>(_: S.Type) async throws -> Surface {
        let now = Instant(rfc3339: "2020-05-14T01:30:00Z") ?? .earliest
        let fixture = try await ServiceFixture<S>(at: now)
        return Surface(service: S.name, rules: fixture.hosting.rules) { method, path, who in
            try await fixture.send(method, path, as: who)
        }
    }
}

extension GuardedRouter.Rule {
    /// A path of this route, of the district `changzhou` and the unit `xinbei`.
    var path: String {
        pattern.replacing("/:district", with: "/changzhou").replacing("/:unit", with: "/xinbei")
            .replacing(/\/:[A-Za-z]+/, with: "/x")
    }

    /// `GET /v1/districts/{district}/units: operator, unit`, the roles in the order of their names.
    var line: String {
        let shown = pattern.replacing(/\/:([A-Za-z]+)/) { "/{\($0.1)}" }
        return "\(method.rawValue) \(shown): \(roles?.map(\.rawValue).sorted().joined(separator: ", ") ?? "open")"
    }

    /// Nil for a route that is open to everyone.
    var roles: Set<Role>? {
        if case .roles(let roles) = access { roles } else { nil }
    }
}
