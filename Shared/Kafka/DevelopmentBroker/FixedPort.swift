import CRDKafka
import Glibc
import Synchronization

/// The port that the next listening socket gets; 0 leaves the choice to the kernel.
///
/// librdkafka's mock brokers always bind port 0. The executable exports a `bind` of its own, which the dynamic linker
/// finds before libc's, and puts the port in.
let fixedPort = Atomic<UInt16>(0)

@_cdecl("bind")
public func bindToFixedPort(_ socket: Int32, _ address: UnsafeRawPointer?, _ size: socklen_t) -> Int32 {
    let port = fixedPort.load(ordering: .relaxed)
    guard port != 0, let address, Int(size) >= MemoryLayout<sockaddr_in>.size else {
        return hotline_system_bind(socket, address, size)
    }
    var wanted = address.loadUnaligned(as: sockaddr_in.self)
    guard wanted.sin_family == sa_family_t(AF_INET), wanted.sin_port == 0 else {
        return hotline_system_bind(socket, address, size)
    }
    // A broker that was killed leaves connections behind that would keep the port for a minute.
    var yes: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    wanted.sin_port = port.bigEndian
    return hotline_system_bind(socket, &wanted, socklen_t(MemoryLayout<sockaddr_in>.size))
}
