import CLibCurl

/// An HTTP client over libcurl: connections are kept and shared, requests run side by side on one thread.
public struct HTTPClient: Sendable {
    private let transfers: Transfers
    private let authorities: String?

    /// - Parameter authorities: a file of PEM certificates that servers' certificates are checked against; nil for
    ///   the system's.
    public init(authorities: String? = nil) throws(ClientError) {
        self.transfers = try Transfers()
        self.authorities = authorities
    }

    /// Sends a request and gives the answer, whatever its status. Cancelling the task ends the transfer.
    public func send(_ request: ClientRequest) async throws(ClientError) -> ClientResponse {
        try check(request)
        let bounds = Transfers.Bounds(
            timeout: request.timeout, maximumResponse: request.maximumResponse,
            allowsPrivateAddresses: request.allowsPrivateAddresses)
        return try await transfers.perform(bounds) { transfer in configure(transfer, request) }
    }

    private func check(_ request: ClientRequest) throws(ClientError) {
        guard request.headers.areSendable else { throw .invalidRequest("a header field has a control character") }
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidRequest("the URL has a space, a control character or one that is not ASCII")
        }
        let scheme = request.url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https" else { throw .invalidRequest("the URL is neither http nor https") }
    }

    private func configure(_ transfer: Transfer, _ request: ClientRequest) {
        transfer.set(CURLOPT_URL, request.url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "http,https")
        transfer.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        transfer.set(CURLOPT_FOLLOWLOCATION, request.followsRedirects ? 1 : 0)
        transfer.set(CURLOPT_MAXREDIRS, 5)
        transfer.set(CURLOPT_USERAGENT, "hotline")
        if let authorities { transfer.set(CURLOPT_CAINFO, authorities) }
        switch request.method {
        case .get where request.body.isEmpty: transfer.set(CURLOPT_HTTPGET, 1)
        case .head: transfer.set(CURLOPT_NOBODY, 1)
        default:
            if !request.body.isEmpty || request.method == .post { transfer.setBody(request.body) }
            transfer.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
        transfer.set(CURLOPT_HTTPHEADER, list: lines(request))
    }

    /// A name with only a colon behind it takes away what libcurl would send of its own.
    private func lines(_ request: ClientRequest) -> [String] {
        var lines = request.headers.pairs.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if request.headers["Expect"] == nil { lines.append("Expect:") }
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        return lines
    }
}
