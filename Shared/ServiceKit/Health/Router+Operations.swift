import HTTP

extension Router {
    /// `/healthz`, `/readyz` and `/metrics`: for the machines that watch the service, so without a token. They tell
    /// names of parts and figures, and nothing of any case.
    public mutating func onOperations(health: Health, metrics: Metrics) {
        on(.get, "/healthz") { _, _ in try Self.answer(health.alive()) }
        on(.get, "/readyz") { _, _ in try Self.answer(health.ready()) }
        on(.get, "/metrics") { _, _ in
            var response = Response.text(metrics.exposition())
            response.headers["Content-Type"] = "text/plain; version=0.0.4; charset=utf-8"
            return response
        }
    }

    private static func answer(_ findings: [Health.Finding]) throws -> Response {
        struct Answer: Encodable {
            let status: String
            let checks: [Health.Finding]
        }
        let isGood = findings.allSatisfy(\.isGood)
        let answer = Answer(status: isGood ? "ok" : "unavailable", checks: findings)
        var response = try Response.json(answer, status: isGood ? 200 : 503)
        response.headers["Cache-Control"] = "no-store"
        return response
    }
}
