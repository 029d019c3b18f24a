import HTTP
import Sealing

extension Outcome {
    /// What a try's errors mean. The reason is a code, and never holds an address or a text.
    static func of(_ server: ServerOwner, _ attempt: () async throws -> Outcome) async -> Outcome {
        do {
            return try await attempt()
        } catch let error as ClientError {
            return Outcome(error, of: server)
        } catch SealingError.keyDestroyed {
            return .refused(reason: "keyDestroyed")
        } catch is SealingError {
            return .retry(reason: "cannotOpen")
        } catch {
            return .retry(reason: "notReady")
        }
    }

    init(_ error: ClientError, of server: ServerOwner) {
        switch error {
        // RFC 5321, section 4.2.1: 4xx may pass, 5xx will not.
        case .mailRefused(let reply) where reply >= 500: self = .refused(reason: "smtp\(reply)")
        case .mailRefused(let reply): self = .retry(reason: "smtp\(reply)")
        case .mailServerRefused(let reply): self = Self.outside(reply)
        // Gateways look at the address before they send: what is wrong is the settings' own.
        case .invalidRequest where server == .ours: self = .blocked(reason: "invalidRequest")
        case .invalidRequest: self = .refused(reason: "invalidAddress")
        case .addressRefused: self = .refused(reason: "addressNotPublic")
        case .responseTooLarge: self = .refused(reason: "responseTooLarge")
        case .timedOut: self = .retry(reason: "timedOut")
        case .unreachable: self = .retry(reason: "unreachable")
        case .cancelled: self = .retry(reason: "cancelled")
        }
    }

    /// The mail server lets us in no further: for a while (4xx), or until somebody mends what we bring, or what it offers.
    private static func outside(_ reply: Int) -> Outcome {
        switch reply {
        case 400...499: .retry(reason: "smtp\(reply)")
        case 500...: .blocked(reason: "smtp\(reply)")
        default: .blocked(reason: "smtpSession")
        }
    }

    /// RFC 9110: 408 and 429 ask for another try, the other 4xx will come again; redirects are not followed.
    init(status: Int, of server: ServerOwner) {
        switch status {
        case 200...299: self = .delivered
        case 408, 429: self = .retry(reason: "http\(status)")
        case _ where server == .ours && Self.isOfSetUp(status): self = .blocked(reason: "http\(status)")
        case 300...499: self = .refused(reason: "http\(status)")
        default: self = .retry(reason: "http\(status)")
        }
    }

    /// Another address, no right to send, nothing left to pay with: not this message's fault.
    private static func isOfSetUp(_ status: Int) -> Bool {
        (300...399).contains(status) || [401, 402, 403, 404, 405, 407].contains(status)
    }
}
