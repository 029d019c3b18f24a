import Contracts
import Foundation
import HTTP
import ServiceKit

/// What a service answers at `/readyz` or `/healthz`.
struct Readiness: Sendable {
    let isReady: Bool
    /// Why not, one for each check that fails.
    let reasons: [String]

    private struct Answer: Decodable {
        let checks: [Health.Finding]
    }

    static func ask(
        _ name: ServiceName, _ settings: StackSettings, _ client: HTTPClient, path: String = "/readyz"
    ) async -> Readiness {
        var request = ClientRequest(.get, settings.url(of: name, path))
        request.allowsPrivateAddresses = true
        request.timeout = .seconds(3)
        do {
            let answer = try await client.send(request)
            if answer.status == 200 { return Readiness(isReady: true, reasons: []) }
            let checks = try JSONDecoder().decode(Answer.self, from: Data(answer.body)).checks
            return Readiness(
                isReady: false, reasons: checks.filter { !$0.isGood }.map { "\($0.name): \($0.reason ?? "not good")" })
        } catch {
            return Readiness(isReady: false, reasons: [String(describing: error)])
        }
    }
}
