import HTTP

/// Counts and times requests by route, without anything of their content.
struct RequestWatch: Sendable {
    private let seconds: Labelled<Histogram>
    private let answers: Labelled<Counter>

    init(metrics: Metrics) {
        seconds = metrics.histograms("hotline_request_seconds", "Time to the answer.", labels: ["route"])
        answers = metrics.counters("hotline_requests_total", "Requests answered.", labels: ["route", "status"])
    }

    @Sendable func observe(_ exchange: Exchange) {
        let route = exchange.route ?? "none"
        seconds[route].observe(exchange.duration)
        answers[route, "\(exchange.status)"].add()
    }
}
