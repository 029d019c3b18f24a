import HTTP
import Synchronization

/// A gateway for text messages that takes everything and remembers under which keys it came.
final class TextGateway: Sendable {
    let url: String
    private let server: HTTPServer
    private let seen: Seen

    private final class Seen: Sendable {
        let keys = Mutex<[String]>([])
    }

    init() async throws {
        let seen = Seen()
        var router = Router()
        router.on(.post, "/texts") { request, _ in
            seen.keys.withLock { $0.append(request.headers["Idempotency-Key"] ?? "none") }
            return Response(status: 202)
        }
        self.seen = seen
        server = try HTTPServer(settings: ServerSettings(), router: router)
        url = "http://127.0.0.1:\(try await server.start())/texts"
    }

    /// The idempotency keys in the order of arrival; a message that came twice is there twice.
    var keys: [String] { seen.keys.withLock { $0 } }

    func stop() async { await server.stop(grace: .zero) }
}
