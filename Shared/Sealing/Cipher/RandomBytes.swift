import COpenSSL
import Synchronization

/// Random bytes of libcrypto's generator (RAND_bytes, reseeded by the system), taken a page at a time: one call for
/// each nonce would cost as much as the encryption.
///
/// A byte is handed out once and then overwritten. The product never forks without exec, so no two processes share
/// a page.
enum RandomBytes {
    private static let pages = ContextPool<Page> { Page() }

    /// Fills `target` with bytes that nobody else has got or will get.
    static func fill(_ target: UnsafeMutableRawBufferPointer) throws {
        guard target.count <= Page.size else {
            try check(RAND_bytes(target.baseAddress, Int32(target.count)), "RAND_bytes")
            return
        }
        try pages.lend { try $0.take(into: target) }
    }

    static func make(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBytes { try fill($0) }
        return bytes
    }
}

/// `@unchecked Sendable`: the pool lends a page to one caller at a time.
private final class Page: @unchecked Sendable {
    static let size = 4096
    private var bytes = [UInt8](repeating: 0, count: size)
    private var used = size

    func take(into target: UnsafeMutableRawBufferPointer) throws {
        if used + target.count > Page.size {
            try check(RAND_bytes(&bytes, Int32(Page.size)), "RAND_bytes")
            used = 0
        }
        bytes.withUnsafeMutableBytes { page in
            let slice = UnsafeMutableRawBufferPointer(rebasing: page[used..<used + target.count])
            target.copyMemory(from: UnsafeRawBufferPointer(slice))
            slice.initializeMemory(as: UInt8.self, repeating: 0)
        }
        used += target.count
    }
}
