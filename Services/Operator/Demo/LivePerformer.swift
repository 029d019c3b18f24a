import Contracts
import Foundation
import HTTP

/// Does over HTTP, at the running stack, what people do.
struct LivePerformer: Sendable {
    let settings: StackSettings
    private let client: HTTPClient
    private let tokens: [String: String]

    init(_ settings: StackSettings) throws {
        self.settings = settings
        client = try HTTPClient()
        tokens = try settings.run.tokenTexts.read()
    }

    /// - Throws: `CommandFailure` when the answer is not a success.
    func send(_ act: Act) async throws {
        try await request(
            .post, act.service, "/v1/districts/\(act.district)/\(act.path)", act.body, as: act.person,
            key: act.idempotencyKey)
    }

    func request(
        _ method: HTTP.Method, _ service: ServiceName, _ path: String, _ body: String = "{}",
        as person: Act.Person = .operator, key: String? = nil
    ) async throws {
        var headers: Headers = ["Content-Type": "application/json"]
        if let token = token(of: person) { headers["Authorization"] = "Bearer \(token)" }
        if let key { headers["Idempotency-Key"] = key }
        var request = ClientRequest(method, settings.url(of: service, path), headers: headers, body: Array(body.utf8))
        request.allowsPrivateAddresses = true
        let answer = try await client.send(request)
        guard (200..<300).contains(answer.status) else {
            throw CommandFailure(
                "\(service.rawValue) \(path): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
    }

    private func token(of person: Act.Person) -> String? {
        switch person {
        case .citizen: nil
        case .operator: tokens[Secrets.variable(of: .operator)]
        case .programme: tokens[Secrets.variable(of: .programme)]
        case .supervisor: tokens[Secrets.variable(of: .supervisor)]
        case .unit(let district, let unit): tokens[Secrets.variable(of: unit, in: district)]
        }
    }
}
