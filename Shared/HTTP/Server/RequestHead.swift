import CLibEvent
import Glibc

/// The header fields of a request and what they say of its framing.
///
/// libevent reads the first `Content-Length` with `strtoll`, looks names up by exact spelling and keeps every field,
/// so two readers of the same bytes could see different bodies. What is not exactly RFC 9112 is refused here, and
/// the connection closed, before anyone acts on the body.
struct RequestHead {
    private(set) var headers = Headers()
    private var hosts = 0
    private var lengths = 0
    private var codings = 0
    private var hasBody = false

    init(_ request: UnsafeMutablePointer<evhttp_request>) throws(Problem) {
        guard request.pointee.major == 1, request.pointee.minor >= 0 else {
            throw Self.refused("Only HTTP/1.0 and HTTP/1.1 are taken.")
        }
        headers.reserve(fields: 12, bytes: 512)
        var field = request.pointee.input_headers?.pointee.tqh_first
        while let current = field {
            try read(current.pointee)
            field = current.pointee.next.tqe_next
        }
        try check(request)
    }

    private mutating func read(_ field: evkeyval) throws(Problem) {
        let name = Self.bytes(field.key)
        let value = Self.trimmed(Self.bytes(field.value))
        guard FieldSyntax.isToken(name), FieldSyntax.isValue(value) else {
            throw Self.refused("A header field's name or value has a character that is not allowed.")
        }
        switch name.count {
        case 4 where Self.isEqual(name, "host"):
            hosts += 1
            guard Self.isHost(value) else { throw Self.refused("The Host field is not a host.") }
        case 14 where Self.isEqual(name, "content-length"):
            lengths += 1
            // Untrimmed: libevent cuts spaces only, and what it read is what counts.
            let digits = Self.bytes(field.value)
            guard (1...18).contains(digits.count), digits.allSatisfy(FieldSyntax.isDigit) else {
                throw Self.refused("The Content-Length is not a number.")
            }
            hasBody = hasBody || digits.contains { $0 != UInt8(ascii: "0") }
        case 17 where Self.isEqual(name, "transfer-encoding"):
            codings += 1
            guard Self.isEqual(Self.bytes(field.value), "chunked") else {
                throw Self.refused("The Transfer-Encoding is not exactly \"chunked\".")
            }
            hasBody = true
        default: break
        }
        headers.append(name, value)
    }

    private func check(_ request: UnsafeMutablePointer<evhttp_request>) throws(Problem) {
        let isOld = request.pointee.minor == 0
        guard hosts == 1 || (isOld && hosts == 0) else { throw Self.refused("There must be one Host field.") }
        guard lengths <= 1 else { throw Self.refused("There is more than one Content-Length.") }
        guard codings == 0 || (codings == 1 && lengths == 0 && !isOld) else {
            throw Self.refused("The Transfer-Encoding contradicts another field or the version.")
        }
        // libevent reads no body for HEAD; it would take it for the next request.
        guard request.pointee.type != EVHTTP_REQ_HEAD || !hasBody else {
            throw Self.refused("A HEAD request must not have a body.")
        }
    }

    static func refused(_ detail: String) -> Problem {
        Problem(400, "The request was refused", detail: detail)
    }

    private static func bytes(_ text: UnsafeMutablePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
        let raw = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: raw, count: strlen(text))
    }

    private static func trimmed(_ value: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var range = value.startIndex..<value.endIndex
        while let first = range.first, isBlank(value[first]) { range.removeFirst() }
        while let last = range.last, isBlank(value[last]) { range.removeLast() }
        return UnsafeBufferPointer(rebasing: value[range])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ lowercase: StaticString) -> Bool {
        guard bytes.count == lowercase.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count where FieldSyntax.lowercase(bytes[index]) != lowercase.utf8Start[index] {
            return false
        }
        return true
    }

    private static func isHost(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.allSatisfy { FieldSyntax.isAlphanumeric($0) || hostMarks.contains($0) }
    }

    private static let hostMarks = Array("-._:[]~%".utf8)
}
