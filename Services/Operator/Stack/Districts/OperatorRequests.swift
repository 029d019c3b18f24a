import Contracts
import Foundation
import HTTP

/// Requests to the services with the operator's token.
struct OperatorRequests: Sendable {
    let settings: StackSettings
    let token: String
    private let client: HTTPClient

    init(settings: StackSettings, token: String) throws {
        self.settings = settings
        self.token = token
        client = try HTTPClient()
    }

    func put(_ service: ServiceName, _ path: String, text: String, type: String) async throws -> ClientResponse {
        var request = ClientRequest(
            .put, settings.url(of: service, path), headers: ["Authorization": "Bearer \(token)", "Content-Type": type],
            body: Array(text.utf8))
        request.allowsPrivateAddresses = true
        request.timeout = .seconds(30)
        return try await client.send(request)
    }
}
