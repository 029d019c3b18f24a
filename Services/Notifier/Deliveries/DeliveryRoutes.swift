import Contracts
import DistrictRegister
import Foundation
import HTTP
import Messaging
import Postgres
import ServiceKit

/// The notification log: what went out, what did not, and another try for what has failed.
struct DeliveryRoutes: Sendable {
    let store: EventStore
    let register: DistrictRegister
    let signal: Signal

    static let longestPage = 500
    /// Deliveries put back by one request.
    static let mostRetried = 1_000

    func add(to router: inout GuardedRouter) {
        router.on(.get, "/v1/districts/:district/deliveries", allow: .operator, .operations, handle: list)
        router.on(.post, "/v1/districts/:district/deliveries/:delivery/retry", allow: .operations, handle: retry)
        router.on(.post, "/v1/districts/:district/deliveries:retry", allow: .operations, handle: retryFailed)
    }

    /// In the order of their ids; `after` is the last id of the page before.
    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let state = request.query["state"]
        if let state, !["pending", "delivered", "failed"].contains(state) {
            throw Problem.invalid("state", "must be pending, delivered or failed")
        }
        let limit = try Self.limit(request.query["limit"])
        let after = try request.query["after"].map { try Self.id($0) ?? { throw Self.notAnID }() }
        let register = register
        let rows = try await store.read(in: district) { transaction in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            return try transaction.deliveryLog(of: district, state: state, after: after, atMost: limit)
        }
        return try .json(Page(deliveries: rows, next: rows.count == limit ? rows.last?.delivery : nil))
    }

    /// A delivery that has failed gets all its tries again; any other stays as it is, so a repeat is harmless.
    @Sendable private func retry(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        guard let id = Self.id(try parameters.require("delivery")) else { throw Self.unknown }
        let state = try await store.record(in: district) { transaction, _ in try transaction.retry(id, of: district) }
        guard let state else { throw Self.unknown }
        signal.wake()
        return try .json(["delivery": id.rawValue, "state": state])
    }

    /// After an outage: what has failed since it began gets all its tries again, the earliest first.
    @Sendable private func retryFailed(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let since = try request.decode(Failures.self).failedSince
        let register = register
        let (retried, left) = try await store.record(in: district) { transaction, _ in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            let retried = try transaction.retryFailed(since: since, of: district, atMost: Self.mostRetried)
            return (retried, try transaction.failures(since: since, of: district))
        }
        signal.wake()
        return try .json(["retried": retried, "left": left])
    }

    private static let unknown = Problem.notFound("There is no such delivery.")
    private static let notAnID = Problem.invalid("after", "must be the id of a delivery")

    private static func id(_ text: String) -> DeliveryID? {
        UUID(uuidString: text).map { DeliveryID($0.uuidString.lowercased()) }
    }

    private static func limit(_ text: String?) throws -> Int {
        guard let text else { return 100 }
        guard let limit = Int(text), (1...longestPage).contains(limit) else {
            throw Problem.invalid("limit", "must be 1 to \(longestPage)")
        }
        return limit
    }

    private struct Failures: Decodable {
        /// By the domain's clock, as the log shows it (`settledAt`).
        let failedSince: Instant
    }

    private struct Page: Encodable, Sendable {
        let deliveries: [DeliveryLine]
        let next: DeliveryID?
    }
}
