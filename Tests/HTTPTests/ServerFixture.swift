import HTTP

/// A server with a few routes of its own and those of `routes`, on a port of its own, for the length of `body`.
func withServer<T>(
    _ settings: ServerSettings = ServerSettings(), routes: (inout Router) -> Void, serving body: (Int) async throws -> T
) async throws -> T {
    var router = Router()
    router.on(.get, "/hello") { _, _ in .text("hello") }
    router.on(.post, "/echo") { request, _ in Response(headers: ["X-Path": request.path], body: request.body) }
    router.on(.get, "/cases/:case") { _, parameters in .text(try parameters.require("case")) }
    routes(&router)
    let server = try HTTPServer(settings: settings, router: router)
    let port = try await server.start()
    do {
        let value = try await body(port)
        await server.stop(grace: .seconds(2))
        return value
    } catch {
        await server.stop(grace: .zero)
        throw error
    }
}

func withServer<T>(
    _ settings: ServerSettings = ServerSettings(), serving body: (Int) async throws -> T
) async throws -> T {
    try await withServer(settings, routes: { _ in }, serving: body)
}

/// Sends `text` on a new connection and gives all that comes back until the server closes.
func answer(to text: String, port: Int) async throws -> String {
    let connection = try RawConnection(to: port)
    try await connection.send(text)
    return try await connection.readToEnd()
}
