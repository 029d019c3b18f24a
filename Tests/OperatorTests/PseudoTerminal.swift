import Foundation

/// A terminal of the kernel's, and what was written on it.
final class PseudoTerminal {
    /// Where a programme writes.
    let descriptor: Int32
    private let screen: Int32

    /// TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), which Swift does not see: what unlockpt(3) and ptsname(3) ask for.
    private static let (lock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

    init(columns: UInt16) throws {
        screen = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (isLocked, number): (Int32, UInt32) = (0, 0)
        guard ioctl(screen, Self.lock, &isLocked) == 0, ioctl(screen, Self.number, &number) == 0 else {
            throw POSIXError(.ENOTTY)
        }
        descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        guard descriptor >= 0 else { throw POSIXError(.ENOTTY) }
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0 else { throw POSIXError(.ENOTTY) }
    }

    deinit {
        close(descriptor)
        close(screen)
    }

    /// All that was written so far, as bytes: a terminal makes a line's end of two.
    func written() -> [UInt8] {
        _ = fcntl(screen, F_SETFL, O_NONBLOCK)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(screen, &bytes, bytes.count)
        return Array(bytes.prefix(max(count, 0)))
    }
}
