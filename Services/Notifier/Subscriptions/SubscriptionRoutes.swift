import Contracts
import DistrictRegister
import HTTP
import Messaging
import Sealing
import ServiceKit

/// Who outside is told of what, by webhook.
struct SubscriptionRoutes: Sendable {
    let context: ServiceContext
    let register: DistrictRegister
    let mayBePrivate: Bool

    static let atMost = 100

    func add(to router: inout GuardedRouter) {
        let path = "/v1/districts/:district/subscriptions"
        router.on(.get, path, allow: .operator, .integration, handle: list)
        router.on(.get, path + "/:id", allow: .operator, .integration, handle: show)
        router.on(.put, path + "/:id", allow: .operator, .integration, handle: put)
        router.on(.delete, path + "/:id", allow: .operator, .integration, handle: remove)
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let register = register
        let found = try await context.store.read(in: district) { transaction in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            return try transaction.subscriptions(of: district)
        }
        return try .json(["subscriptions": found.map(Shown.init)])
    }

    @Sendable private func show(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let (district, id) = try Self.place(parameters)
        let found = try await context.store.read(in: district) { try $0.subscription(id, of: district) }
        guard let found else { throw Problem.notFound("There is no such subscription.") }
        return try .json(Shown(found))
    }

    /// Makes it, or replaces it as a whole.
    @Sendable private func put(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let (district, id) = try Self.place(parameters)
        let draft = try request.decode(SubscriptionDraft.self).checked(mayBePrivate: mayBePrivate)
        let now = context.clock.now()
        let (register, keys) = (register, context.keys)
        let subscription = try await context.store.record(in: district) { transaction, _ in
            guard let rules = try register.all(of: district, in: transaction).last else {
                throw Problem.unknown(district)
            }
            let others = try transaction.subscriptions(of: district).filter { $0.id != id }
            guard others.count < Self.atMost else { throw Problem.conflict("There are \(Self.atMost) already.") }
            let secret = try keys.seal(
                draft.secret, field: Subscription.secretField,
                of: SealSubject(district: district, subscription: id),
                month: Month(rules.pack.hours.zone.day(of: now)))
            let subscription = Subscription(id: id, url: draft.url, types: draft.types, secret: secret)
            try transaction.store(subscription, of: district, at: now)
            return subscription
        }
        return try .json(Shown(subscription))
    }

    @Sendable private func remove(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let (district, id) = try Self.place(parameters)
        let register = register
        _ = try await context.store.record(in: district) { transaction, _ in
            guard try register.knows(district, in: transaction) else { throw Problem.unknown(district) }
            return try transaction.removeSubscription(id, of: district)
        }
        // Gone before is gone all the same.
        return Response(status: 204)
    }

    private static func place(_ parameters: Parameters) throws -> (DistrictID, String) {
        let id = try parameters.require("id")
        guard id.isSlug else { throw Problem.invalid("id", "must be lower-case letters, digits and single hyphens") }
        return (try parameters.district(), id)
    }

    /// What is told of a subscription; its secret never is.
    private struct Shown: Encodable, Sendable {
        let id: String
        let url: String
        let types: [String]

        init(_ subscription: Subscription) {
            id = subscription.id
            url = subscription.url
            types = subscription.types.map { String($0.dropFirst("hotline.".count)) }.sorted()
        }
    }
}
