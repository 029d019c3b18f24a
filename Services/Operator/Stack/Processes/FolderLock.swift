import Foundation

/// Keeps two commands from starting the same stack at once. Goes with the process, however that ends.
struct FolderLock: Sendable {
    private let descriptor: Int32

    /// Waits until nobody else has it.
    init(_ file: URL) throws {
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw CommandFailure("\(file.path) cannot be locked: \(String(cString: strerror(errno)))")
        }
    }

    func release() { close(descriptor) }
}
