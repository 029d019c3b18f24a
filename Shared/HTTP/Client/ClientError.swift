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
    /// The server refused a mail with this SMTP reply; from 500 on it will refuse it again.
    case mailRefused(reply: Int)
    case cancelled

    public var description: String {
        switch self {
        case .invalidRequest(let reason): "the request cannot be sent: \(reason)"
        case .addressRefused: "the address is not on the public internet"
        case .timedOut: "no answer in time"
        case .responseTooLarge: "the answer is larger than allowed"
        case .unreachable(let reason, let code): "\(reason) (libcurl \(code))"
        case .mailRefused(let reply): "the mail server refused with \(reply)"
        case .cancelled: "cancelled"
        }
    }
}
