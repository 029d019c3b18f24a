import FoundationEssentials

/// What went wrong, for the caller to read: RFC 9457, sent as `application/problem+json`.
///
/// A handler throws it; the router answers with it. It must hold nothing that the caller may not see.
public struct Problem: Error, Codable, Sendable, Equatable {
    /// One field that was refused, and why.
    public struct Field: Codable, Sendable, Equatable {
        /// A dotted path into the body (`appeal.text`, `items[3].category`), `body` for the body as a whole, or the name
        /// of a parameter or of a header field.
        public var field: String
        public var reason: String

        public init(_ field: String, _ reason: String) {
            self.field = field
            self.reason = reason
        }
    }

    public var type: String
    public var title: String
    public var status: Int
    public var detail: String?
    public var instance: String?
    public var errors: [Field]?
    /// Fields of the answer's head beside `Content-Type`, such as `Allow` or `Retry-After`. Not part of the body.
    public var headers = Headers()

    /// - Parameter type: a URI that names the kind of problem; `about:blank` when the status says it all.
    public init(
        _ status: Int, _ title: String? = nil, detail: String? = nil, errors: [Field]? = nil,
        type: String = "about:blank"
    ) {
        self.type = type
        self.title = title ?? Self.phrase(of: status)
        self.status = status
        self.detail = detail
        self.errors = errors
    }

    /// 400 that names one field.
    public static func invalid(_ field: String, _ reason: String) -> Problem {
        Problem(400, "The request has an invalid field", errors: [Field(field, reason)])
    }

    /// Names the body as a whole: what it holds cannot be told apart, or it must not be read.
    ///
    /// - Parameter reason: what is wrong with it, in the form of a field's.
    public static func body(_ reason: String, _ title: String? = nil, status: Int = 400, detail: String? = nil)
        -> Problem
    {
        Problem(status, title, detail: detail, errors: [Field("body", reason)])
    }

    public static func notFound(_ detail: String? = nil) -> Problem { Problem(404, detail: detail) }

    public static func conflict(_ detail: String) -> Problem { Problem(409, detail: detail) }

    public var response: Response {
        var response = Response(status: status, headers: headers)
        response.headers["Content-Type"] = "application/problem+json"
        response.body = body
        return response
    }

    private var body: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self))
        } catch {
            // Text and numbers always encode; the status alone is a complete answer all the same.
            return Array(#"{"status":\#(status),"type":"about:blank"}"#.utf8)
        }
    }

    public static func == (one: Problem, other: Problem) -> Bool {
        one.type == other.type && one.title == other.title && one.status == other.status
            && one.detail == other.detail && one.instance == other.instance && one.errors == other.errors
    }

    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail, instance, errors
    }

    static func phrase(of status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: status < 500 ? "The request was refused" : "The request failed"
        }
    }
}
