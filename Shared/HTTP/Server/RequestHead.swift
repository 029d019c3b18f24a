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

    /// - Parameter raw: the head as it came. Of a chunked request its fields are read from there, for libevent without Debian's
    ///   update of September 2026 adds to its own what stands behind the body.
    init(_ request: UnsafeMutablePointer<evhttp_request>, raw: [UInt8]) throws(Problem) {
        guard request.pointee.major == 1, request.pointee.minor >= 0 else {
            throw Self.refused("Only HTTP/1.0 and HTTP/1.1 are taken.")
        }
        headers.reserve(fields: 12, bytes: 512)
        var field = request.pointee.input_headers?.pointee.tqh_first
        while let current = field {
            try read(Self.bytes(current.pointee.key), Self.bytes(current.pointee.value))
            field = current.pointee.next.tqe_next
        }
        if codings > 0 { try reread(raw) }
        try check(request)
    }

    private mutating func reread(_ raw: [UInt8]) throws(Problem) {
        (headers, hosts, lengths, codings, hasBody) = (Headers(), 0, 0, 0, false)
        for line in try Self.unfolded(raw) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                throw Self.refused("A header field has no colon.")
            }
            let (name, rest) = (Array(line[..<colon]), Array(line[(colon + 1)...].drop { $0 == 0x20 }))
            try read(name, rest)
        }
        // What libevent read as chunked was said behind the body, or otherwise than here.
        guard codings > 0 else { throw Self.refused("The Transfer-Encoding is not in the head.") }
    }

    private mutating func read(_ name: [UInt8], _ value: [UInt8]) throws(Problem) {
        var problem: Problem?
        name.withUnsafeBufferPointer { name in
            value.withUnsafeBufferPointer { value in
                do throws(Problem) { try read(name, value) } catch { problem = error }
            }
        }
        if let problem { throw problem }
    }

    private mutating func read(
        _ name: UnsafeBufferPointer<UInt8>, _ untrimmed: UnsafeBufferPointer<UInt8>
    ) throws(Problem) {
        let value = Self.trimmed(untrimmed)
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
            let digits = untrimmed
            guard (1...18).contains(digits.count), digits.allSatisfy(FieldSyntax.isDigit) else {
                throw Self.refused("The Content-Length is not a number.")
            }
            hasBody = hasBody || digits.contains { $0 != UInt8(ascii: "0") }
        case 17 where Self.isEqual(name, "transfer-encoding"):
            codings += 1
            guard Self.isEqual(untrimmed, "chunked") else {
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

    /// Where a head ends that is complete: behind its empty line.
    ///
    /// - Parameter from: how much of it was looked through before.
    static func end(of head: [UInt8], from: Int) -> Int? {
        var index = max(0, from - 2)
        while index < head.count {
            guard head[index] == UInt8(ascii: "\n") else {
                index += 1
                continue
            }
            var next = index + 1
            if next < head.count, head[next] == UInt8(ascii: "\r") { next += 1 }
            if next < head.count, head[next] == UInt8(ascii: "\n") { return next + 1 }
            index += 1
        }
        return nil
    }

    /// Whether a field says so, however: what it says exactly is judged with the others.
    static func isChunked(_ head: ArraySlice<UInt8>) -> Bool {
        let name = "transfer-encoding".utf8
        return head.split(separator: UInt8(ascii: "\n")).contains { line in
            line.count > name.count && zip(line, name).allSatisfy { FieldSyntax.lowercase($0) == $1 }
        }
    }

    /// The lines of the fields, each with what was folded onto further lines (RFC 9112, section 5.2).
    private static func unfolded(_ raw: [UInt8]) throws(Problem) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for line in raw.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let first = line.first else { continue }
            if !isBlank(first) {
                lines.append(Array(line))
            } else if lines.isEmpty {
                throw refused("A header field's name or value has a character that is not allowed.")
            } else {
                lines[lines.count - 1] += [0x20] + line.drop(while: isBlank)
            }
        }
        // As libevent does, so that a field says the same to both.
        return lines.map { line in Array(line.reversed().drop(while: isBlank).reversed()) }
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
