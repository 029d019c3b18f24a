/// A whole request, checked: framing, target and header syntax are sound when a handler sees it.
public struct Request: Sendable {
    public var method: Method
    /// The path as sent, percent-encoded, without the query.
    public var path: String
    /// The path's segments, percent-decoded UTF-8. A trailing slash leaves an empty last one; `/` has none.
    public var segments: [String]
    /// The query's parameters, decoded as a form. A name that comes twice was refused.
    public var query: [String: String]
    public var headers: Headers
    public var body: [UInt8]
    /// The client's address without its port, behind trusted proxies too. Personal data: not for logs.
    public var peer: String

    /// For tests of handlers: parses `target` as the server does.
    public init(
        _ method: Method, _ target: String, headers: Headers = Headers(), body: [UInt8] = [], peer: String = "127.0.0.1"
    ) throws(Problem) {
        var target = target
        let parsed: Result<Target, Problem> = target.withUTF8 { bytes in
            do throws(Problem) { return .success(try Target(bytes)) } catch { return .failure(error) }
        }
        self.init(method, try parsed.get(), headers, body, peer)
    }

    init(_ method: Method, _ target: Target, _ headers: Headers, _ body: [UInt8], _ peer: String) {
        self.method = method
        self.path = target.path
        self.segments = target.segments
        self.query = target.query
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// The value of a cookie (RFC 6265, section 4.2), as sent.
    public func cookie(_ name: String) -> String? {
        for header in headers.all("Cookie") {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
            }
        }
        return nil
    }
}
