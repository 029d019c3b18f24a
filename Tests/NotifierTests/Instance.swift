import Contracts
import DistrictRegister
import HTTP
import Messaging
import Postgres
import ServiceKit
import Synchronization
import TestSupport

@testable import NotifierService

/// Another instance of the service over the same database, with gateways and a plan of the test's own.
struct Instance: Sendable {
    let service: NotifierService

    init(
        beside fixture: NotifierFixture, plan: DeliveryPlan = .impatient, text: Gateway? = nil, mail: Gateway? = nil
    ) throws {
        let log = Gateway.log(fixture.context.log)
        service = try NotifierService(
            fixture.context, register: DistrictRegister(), plan: plan,
            gateways: [.text: text ?? log, .mail: mail ?? log, .log: log])
    }
}

extension DeliveryPlan {
    /// Tries again at once, three times.
    static var impatient: DeliveryPlan {
        DeliveryPlan(
            age: .zero, attempts: 3, lease: .seconds(60),
            backOff: BackOff(first: .milliseconds(1), longest: .milliseconds(2)))
    }
}

/// What went through an edge, in order.
final class Seen<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    /// - Returns: how many there are now.
    @discardableResult
    func add(_ value: Value) -> Int {
        values.withLock { values in
            values.append(value)
            return values.count
        }
    }

    var all: [Value] { values.withLock { $0 } }
}

extension Gateway {
    /// An edge whose answers the test chooses: the last one stays.
    static func answering(_ outcomes: [Outcome], seen: Seen<DeliveryID> = Seen()) -> Gateway {
        Gateway(name: "text", batch: 100, concurrency: 4, patience: .zero) { delivery in
            let count = seen.add(delivery.id)
            return outcomes[min(count, outcomes.count) - 1]
        }
    }
}

/// An HTTP server on loopback that remembers what it was sent.
func withReceiver(
    statuses: [Int] = [202], serving body: (_ url: String, _ seen: Seen<Request>) async throws -> Void
) async throws {
    let seen = Seen<Request>()
    var router = Router()
    router.on(.post, "/take") { request, _ in
        let count = seen.add(request)
        return Response(status: statuses[min(count, statuses.count) - 1])
    }
    let server = try HTTPServer(settings: ServerSettings(), router: router)
    let port = try await server.start()
    do {
        try await body("http://127.0.0.1:\(port)/take", seen)
        await server.stop(grace: .seconds(2))
    } catch {
        await server.stop(grace: .zero)
        throw error
    }
}

/// Tells of a new appeal by text, trying until the gateway at `url` has taken it.
func deliverText(through url: String) async throws {
    let fixture = try await NotifierFixture.changzhou(environment: [
        "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url, "HOTLINE_DELIVERY_BACKOFF": "1ms",
    ])
    try await fixture.hear(try fixture.appeal())
    try await eventually("delivered") {
        _ = try await fixture.hosting.service.deliverDue()
        return try await fixture.rows() == ["citizen text delivered"] ? true : nil
    }
}
