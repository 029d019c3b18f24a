import HTTP
import Sealing

extension Outcome {
    /// What a try's errors mean. The reason is a code, and never holds an address or a text.
    static func of(_ attempt: () async throws -> Outcome) async -> Outcome {
        do {
            return try await attempt()
        } catch let error as ClientError {
            return Outcome(error)
        } catch SealingError.keyDestroyed {
            return .refused(reason: "keyDestroyed")
        } catch is SealingError {
            return .retry(reason: "cannotOpen")
        } catch {
            return .retry(reason: "notReady")
        }
    }

    init(_ error: ClientError) {
        switch error {
        // RFC 5321, section 4.2.1: 4xx may pass, 5xx will not.
        case .mailRefused(let reply) where reply >= 500: self = .refused(reason: "smtp\(reply)")
        case .mailRefused(let reply): self = .retry(reason: "smtp\(reply)")
        case .invalidRequest: self = .refused(reason: "invalidAddress")
        case .addressRefused: self = .refused(reason: "addressNotPublic")
        case .responseTooLarge: self = .refused(reason: "responseTooLarge")
        case .timedOut: self = .retry(reason: "timedOut")
        case .unreachable: self = .retry(reason: "unreachable")
        case .cancelled: self = .retry(reason: "cancelled")
        }
    }

    /// RFC 9110: 408 and 429 ask for another try, the other 4xx will come again; redirects are not followed.
    init(status: Int) {
        switch status {
        case 200...299: self = .delivered
        case 408, 429: self = .retry(reason: "http\(status)")
        case 300...499: self = .refused(reason: "http\(status)")
        default: self = .retry(reason: "http\(status)")
        }
    }
}
