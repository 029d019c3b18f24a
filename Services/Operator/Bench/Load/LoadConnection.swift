import Glibc

/// One keep-alive connection of a load, which has at most one request under way.
final class LoadConnection {
    let descriptor: Int32
    private(set) var sentAt: ContinuousClock.Instant?
    private var pending: [UInt8] = []
    private var written = 0
    private var received: [UInt8] = []

    /// - Returns: nil when nobody listens there.
    init?(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            return nil
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        received.reserveCapacity(2048)
    }

    deinit { close(descriptor) }

    var isIdle: Bool { sentAt == nil }

    func send(_ request: [UInt8], at now: ContinuousClock.Instant) {
        pending = request
        written = 0
        sentAt = now
        flush()
    }

    /// Writes what is left; a request of a kilobyte goes out at once.
    func flush() {
        while written < pending.count {
            let count = pending.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            guard count > 0 else { return }
            written += count
        }
    }

    enum Reading {
        case partial, broken
        case answered(status: Int)
    }

    /// Reads what is there.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Reading {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 {
                received.append(contentsOf: buffer[..<count])
                if count == buffer.count { continue }
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                return .broken
            }
            break
        }
        guard let status = wholeAnswer() else { return .partial }
        sentAt = nil
        return .answered(status: status)
    }

    /// The status, once head and body are there; the answer is then taken away.
    private func wholeAnswer() -> Int? {
        guard let headEnd = endOfHead(), received.count >= 12 else { return nil }
        let length = contentLength(before: headEnd)
        guard received.count >= headEnd + length else { return nil }
        let status = received[9..<12].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        received.removeAll(keepingCapacity: true)
        return status
    }

    private func endOfHead() -> Int? {
        guard received.count >= 4 else { return nil }
        for index in 3..<received.count
        where received[index] == 0x0A && received[index - 1] == 0x0D && received[index - 2] == 0x0A {
            return index + 1
        }
        return nil
    }

    private static let lengthName = Array("content-length:".utf8)

    private func contentLength(before end: Int) -> Int {
        let name = Self.lengthName
        var index = 0
        while index + name.count < end {
            if received[index] == 0x0A,
                zip(received[(index + 1)...], name).allSatisfy({ ($0 | 0x20) == $1 || $0 == $1 })
            {
                var value = 0
                for byte in received[(index + 1 + name.count)..<end] {
                    if byte == 0x20 { continue }
                    guard (0x30...0x39).contains(byte) else { break }
                    value = value * 10 + Int(byte) - 0x30
                }
                return value
            }
            index += 1
        }
        return 0
    }
}
