import CLibEvent
import Glibc

/// A bound socket as libevent's listener.
enum ListeningSocket {
    /// Connections that wait in the kernel to be taken; a burst beyond it is retried by the clients a second later.
    private static let backlog: Int32 = 1024

    static func bind(_ host: String, _ port: Int, on base: OpaquePointer) throws(ServerError) -> OpaquePointer {
        var hints = addrinfo()
        hints.ai_socktype = clibevent_stream_socket()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0, let address = found?.pointee else {
            throw ServerError("cannot listen on \(host):\(port): \(String(cString: gai_strerror(code)))")
        }
        let flags = LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_CLOSE_ON_FREE
        guard
            let listener = evconnlistener_new_bind(
                base, nil, nil, flags, backlog, address.ai_addr, Int32(address.ai_addrlen))
        else { throw ServerError("cannot listen on \(host):\(port): \(String(cString: strerror(errno)))") }
        return listener
    }

    static func port(of listener: OpaquePointer) -> Int {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { bound in
                guard getsockname(evconnlistener_get_fd(listener), bound, &length) == 0 else { return 0 }
                // The port lies at the same place for both families.
                return bound.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    Int(UInt16(bigEndian: $0.pointee.sin_port))
                }
            }
        }
    }
}

extension timeval {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
