/// Finds the handler of a request by method and path, and turns what it throws into an answer.
///
/// Patterns are written `/v1/districts/:district/appeals:batch`: literal segments, parameters (`:district`, a whole
/// segment) and parameters with a verb behind them (`:id:sign`). A literal wins over a parameter with a verb, that
/// over a plain one. GET also answers HEAD.
public struct Router: Sendable {
    public typealias Handler = @Sendable (Request, Parameters) async throws -> Response

    /// A route as it was registered, for documents and tests that list them.
    public struct Route: Sendable, Hashable {
        public let method: Method
        public let pattern: String
    }

    /// In the order of registration.
    public private(set) var routes: [Route] = []
    private var tree = RouteTree()
    private let unexpected: @Sendable (any Error, Route) -> Void

    /// - Parameter unexpected: told of each error that is answered with a bare 500, for the log.
    public init(unexpected: @escaping @Sendable (any Error, Route) -> Void = { _, _ in }) {
        self.unexpected = unexpected
    }

    /// Registers a handler. A second one for the same method and pattern takes the place of the first.
    public mutating func on(_ method: Method, _ pattern: String, _ handler: @escaping Handler) {
        let route = Route(method: method, pattern: pattern)
        routes.removeAll { $0 == route }
        routes.append(route)
        tree.insert(route, handler)
    }

    public func handle(_ request: Request) async -> Response {
        guard let match = tree.find(request.segments) else {
            return Problem(404, detail: "There is nothing at this path.").response
        }
        guard let entry = match.entry(for: request.method) else {
            var problem = Problem(405, detail: "This path takes \(match.allowed).")
            problem.headers["Allow"] = match.allowed
            return problem.response
        }
        var response = await answer(request, match.parameters(of: entry), entry)
        response.route = entry.route.pattern
        return response
    }

    private func answer(_ request: Request, _ parameters: Parameters, _ entry: RouteTree.Entry) async -> Response {
        do {
            return try await entry.handler(request, parameters)
        } catch let problem as Problem {
            return problem.response
        } catch let error as any ProblemConvertible {
            return error.problem.response
        } catch {
            unexpected(error, entry.route)
            return Problem(500).response
        }
    }
}
