import Dispatch
import Glibc

/// A client that says exactly what it is told, byte by byte. Its blocking calls run on threads of their own.
final class RawConnection: Sendable {
    private let descriptor: Int32
    /// Of its own, or the blocking calls of many tests would wait for each other's threads.
    private let queue = DispatchQueue(label: "raw connection")

    struct Failed: Error {
        let what: String
        let code: Int32
    }

    /// - Parameter patience: how long a read or a write may wait before it fails.
    init(to port: Int, patience: Duration = .seconds(10)) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let (seconds, attoseconds) = patience.components
        var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw Failed(what: "connect", code: errno) }
    }

    deinit { close(descriptor) }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await blocking { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failed(what: "send", code: errno) }
                sent += count
            }
        }
    }

    /// Beside a read that waits: one byte or a few, which the kernel takes at once.
    func sendAside(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failed(what: "send", code: errno)
        }
    }

    /// Everything until the server closes. A reset counts as a close.
    func readToEnd() async throws -> String {
        var all: [UInt8] = []
        while case let more = try await read(), !more.isEmpty { all += more }
        return String(decoding: all, as: UTF8.self)
    }

    /// One answer with a `Content-Length`, head and body.
    func readAnswer() async throws -> String {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let next = try await read(1)
            guard !next.isEmpty else { return String(decoding: head, as: UTF8.self) }
            head += next
        }
        let text = String(decoding: head, as: UTF8.self)
        let field = text.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        let length = field.flatMap { Int($0.dropFirst("Content-Length: ".count)) } ?? 0
        var body: [UInt8] = []
        while body.count < length {
            let next = try await read(length - body.count)
            guard !next.isEmpty else { break }
            body += next
        }
        return text + String(decoding: body, as: UTF8.self)
    }

    /// What there is, at most `count` bytes; empty when the server has closed.
    func read(_ count: Int = 65536) async throws -> [UInt8] {
        try await blocking { [descriptor] in
            var buffer = [UInt8](repeating: 0, count: count)
            let got = recv(descriptor, &buffer, count, 0)
            guard got >= 0 || errno == ECONNRESET else { throw Failed(what: "recv", code: errno) }
            return Array(buffer.prefix(max(0, got)))
        }
    }

    /// Closes with a reset, as a client that dies.
    func abort() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}

extension String {
    /// The status of the answer that this text begins with.
    var status: Int? {
        guard hasPrefix("HTTP/1.") else { return nil }
        return Int(dropFirst(9).prefix(3))
    }
}
