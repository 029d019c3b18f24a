/// Why there is no answer. It names neither the address nor anything that was sent.
public enum ClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The request cannot be sent as it is.
    case invalidRequest(String)
    /// The address is not on the public internet, and the request does not allow that.
    case addressRefused
    case timedOut
    case responseTooLarge
    /// No connection, or it broke; libcurl's own words and code.
    case unreachable(String, code: Int)
    /// The server refused this mail or its recipient with this SMTP reply; from 500 on it will refuse it again.
    case mailRefused(reply: Int)
    /// The server refused the session, the login or the sender, whatever the mail: its last SMTP reply, which is below 400
    /// where it offers nothing to log in or to encrypt with.
    case mailServerRefused(reply: Int)
    case cancelled

    public var description: String {
        switch self {
        case .invalidRequest(let reason): "the request cannot be sent: \(reason)"
        case .addressRefused: "the address is not on the public internet"
        case .timedOut: "no answer in time"
        case .responseTooLarge: "the answer is larger than allowed"
        case .unreachable(let reason, let code): "\(reason) (libcurl \(code))"
        case .mailRefused(let reply): "the mail server refused with \(reply)"
        case .mailServerRefused(let reply): "the mail server refused the session or the sender with \(reply)"
        case .cancelled: "cancelled"
        }
    }
}
