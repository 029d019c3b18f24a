import CLibCurl
import Glibc

/// One request under way: its easy handle, what has been received, and who waits for it. Lives on the loop's thread.
final class Transfer {
    let easy: UnsafeMutableRawPointer
    let number: Int
    private let continuation: CheckedContinuation<ClientResponse, any Error>
    private let limit: Int
    private let allowsPrivateAddresses: Bool
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var upload: [UInt8] = []
    private var uploaded = 0
    private var headers = Headers()
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var refusedAddress = false
    private var tooLarge = false
    /// What libcurl says of a failure: it has no code for which SMTP command was refused, but its words begin with that.
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// Bytes of an answer's header fields.
    private static let headerLimit = 64 << 10
    /// "Authentication required" and its like (RFC 4954, section 6, and the older 538).
    private static let loginReplies: Set = [530, 534, 535, 538]

    init(
        _ easy: UnsafeMutableRawPointer, number: Int, limit: Int, allowsPrivateAddresses: Bool,
        _ continuation: CheckedContinuation<ClientResponse, any Error>
    ) {
        self.easy = easy
        self.number = number
        self.limit = limit
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.continuation = continuation
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { words.deallocate() }

    private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Answers the caller, once, and frees the handle.
    func finish(_ code: CURLcode) {
        let status = clibcurl_response_code(easy)
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
        if code == CURLE_OK {
            continuation.resume(returning: ClientResponse(status: status, headers: headers, body: body))
        } else {
            continuation.resume(throwing: error(code, status))
        }
    }

    private func error(_ code: CURLcode, _ status: Int) -> ClientError {
        if refusedAddress { return .addressRefused }
        if tooLarge { return .responseTooLarge }
        return switch code {
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalidRequest("the URL is not one that can be called")
        case CURLE_LOGIN_DENIED where isMail, CURLE_USE_SSL_FAILED where isMail: .mailServerRefused(reply: status)
        // Of a status that came before the failure, only a refusal is of interest: SMTP's.
        case _ where isMail && status >= 400: refusal(status)
        default: .unreachable(String(cString: curl_easy_strerror(code)), code: Int(code.rawValue))
        }
    }

    private var isMail: Bool { !upload.isEmpty }

    /// From the command that names the recipient on, a refusal is of the mail; before that it is of the session or the sender.
    /// A server may keep its wish for a login back until it hears the recipient.
    private func refusal(_ reply: Int) -> ClientError {
        let said = String(cString: words)
        let isLate = uploaded > 0 || said.hasPrefix("RCPT") || said.hasPrefix("DATA")
        return isLate && !Self.loginReplies.contains(reply)
            ? .mailRefused(reply: reply) : .mailServerRefused(reply: reply)
    }

    // MARK: Options

    func set(_ option: CURLoption, _ value: Int) { clibcurl_set_number(easy, option, value) }

    func set(_ option: CURLoption, _ value: String) { clibcurl_set_text(easy, option, value) }

    func set(_ option: CURLoption, list: [String]) {
        guard !list.isEmpty else { return }
        var first: UnsafeMutablePointer<curl_slist>?
        for entry in list { first = curl_slist_append(first, entry) }
        guard let first else { return }
        lists.append(first)
        clibcurl_set_pointer(easy, option, first)
    }

    /// What the other side may read of us, for SMTP.
    func setUpload(_ bytes: [UInt8]) {
        upload = bytes
        clibcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
        set(CURLOPT_UPLOAD, 1)
        clibcurl_set_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.count))
        clibcurl_set_pointer(easy, CURLOPT_READDATA, context)
        clibcurl_set_data_callback(easy, CURLOPT_READFUNCTION) { buffer, size, count, context in
            Transfer.from(context)?.read(into: buffer, size * count) ?? 0
        }
    }

    func setBody(_ bytes: [UInt8]) {
        clibcurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        guard !bytes.isEmpty else { return set(CURLOPT_COPYPOSTFIELDS, "") }
        _ = bytes.withUnsafeBytes { clibcurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    }

    /// What every transfer has: bounded time, bounded answer, no signals, no proxy from the environment.
    func setBounds(timeout: Duration) {
        let (seconds, attoseconds) = timeout.components
        set(CURLOPT_TIMEOUT_MS, max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROXY, "")
        clibcurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        clibcurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { data, size, count, context in
            Transfer.from(context)?.received(data, size * count) ?? 0
        }
        clibcurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        clibcurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
            Transfer.from(context)?.receivedHeader(data, size * count) ?? 0
        }
        clibcurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context)
        clibcurl_set_opensocket(easy) { context, _, address in
            Transfer.from(context)?.openSocket(address) ?? CURL_SOCKET_BAD
        }
        clibcurl_set_pointer(easy, CURLOPT_PREREQDATA, context)
        clibcurl_set_prereq(easy) { context, peer, _, _, _ in Transfer.from(context)?.mayUse(peer) ?? 1 }
    }

    // MARK: Callbacks of libcurl

    private func read(into buffer: UnsafeMutablePointer<CChar>?, _ room: Int) -> Int {
        let count = min(room, upload.count - uploaded)
        guard let buffer, count > 0 else { return 0 }
        upload[uploaded..<(uploaded + count)].withUnsafeBytes {
            UnsafeMutableRawBufferPointer(start: buffer, count: room).copyMemory(from: $0)
        }
        uploaded += count
        return count
    }

    private func received(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard body.count + count <= limit else {
            tooLarge = true
            return 0
        }
        body.append(contentsOf: UnsafeRawBufferPointer(start: data, count: count))
        return count
    }

    private func receivedHeader(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        headerBytes += count
        guard headerBytes <= Self.headerLimit else {
            tooLarge = true
            return 0
        }
        let line = String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            headers = Headers()
            body.removeAll()
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(String(line[..<colon]), String(value.prefix { !$0.isNewline }))
        }
        return count
    }

    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address else { return CURL_SOCKET_BAD }
        let allowed = allowsPrivateAddresses || withUnsafePointer(to: &address.pointee.addr, PublicAddress.isPublic)
        guard allowed else {
            refusedAddress = true
            return CURL_SOCKET_BAD
        }
        // Another address of the same name was refused before; this one counts.
        refusedAddress = false
        let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return socket(address.pointee.family, type, address.pointee.protocol)
    }

    /// Also for a connection that an earlier request opened, which had other rights perhaps.
    private func mayUse(_ peer: UnsafeMutablePointer<CChar>?) -> Int32 {
        guard !allowsPrivateAddresses, let peer, !PublicAddress.isPublic(String(cString: peer)) else {
            return CURL_PREREQFUNC_OK
        }
        refusedAddress = true
        return CURL_PREREQFUNC_ABORT
    }
}
