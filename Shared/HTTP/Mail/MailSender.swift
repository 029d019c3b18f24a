import CLibCurl

/// Hands mails to one SMTP server (RFC 5321), over libcurl.
public struct MailSender: Sendable {
    /// How the connection is protected.
    public enum Security: Sendable {
        /// None: for a server on this machine or a closed network.
        case none
        /// STARTTLS, or no mail.
        case required
    }

    /// Sent only over TLS.
    public struct Credentials: Sendable {
        public var user: String
        public var password: String

        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    private let transfers: Transfers
    private let url: String
    private let credentials: Credentials?
    private let security: Security
    private let authorities: String?

    /// - Parameters:
    ///   - url: `smtp://host:port/name-of-this-host`, or `smtps://` for TLS from the first byte.
    ///   - authorities: a file of PEM certificates; nil for the system's.
    public init(
        url: String, credentials: Credentials? = nil, security: Security = .required, authorities: String? = nil
    ) throws(ClientError) {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "smtp" || scheme == "smtps", url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidRequest("the mail server's URL is neither smtp nor smtps")
        }
        guard credentials == nil || scheme == "smtps" || security == .required else {
            throw .invalidRequest("credentials for the mail server need TLS")
        }
        self.transfers = try Transfers()
        self.url = url
        self.credentials = credentials
        self.security = security
        self.authorities = authorities
    }

    /// Returns when the server has taken the mail over. ``ClientError/mailRefused(reply:)`` carries its refusal of this mail,
    /// ``ClientError/mailServerRefused(reply:)`` one of whatever comes from here.
    public func send(_ mail: Mail, timeout: Duration = .seconds(30)) async throws(ClientError) {
        let message = try MailMessage(mail)
        // The server is named by the settings, so it may be in the own network.
        let bounds = Transfers.Bounds(timeout: timeout, maximumResponse: 64 << 10, allowsPrivateAddresses: true)
        _ = try await transfers.perform(bounds) { transfer in
            transfer.set(CURLOPT_URL, url)
            transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
            transfer.set(CURLOPT_USE_SSL, Int((security == .required ? CURLUSESSL_ALL : CURLUSESSL_NONE).rawValue))
            if let authorities { transfer.set(CURLOPT_CAINFO, authorities) }
            if let credentials {
                transfer.set(CURLOPT_USERNAME, credentials.user)
                transfer.set(CURLOPT_PASSWORD, credentials.password)
            }
            transfer.set(CURLOPT_MAIL_FROM, "<\(mail.from.address)>")
            transfer.set(CURLOPT_MAIL_RCPT, list: mail.to.map { "<\($0.address)>" })
            transfer.setUpload(message.bytes)
        }
    }
}
