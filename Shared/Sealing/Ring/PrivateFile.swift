import Glibc

/// Files with secrets in them: readable by their owner only, replaced as a whole or not at all.
enum PrivateFile {
    static func read(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw refused(path, "cannot be opened") }
        defer { close(file) }
        var all = [UInt8]()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count == 0 { return all }
            guard count > 0 else { throw refused(path, "cannot be read") }
            all += chunk[..<count]
        }
    }

    /// Writes beside the file, syncs, renames: a reader finds the old content or the new one.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let beside = "\(path).\(getpid()).new"
        unlink(beside)
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw refused(path, "cannot be written") }
        let done = bytes.withUnsafeBytes { writeAll($0, to: file) } && fsync(file) == 0
        close(file)
        guard done, rename(beside, path) == 0 else {
            let error = refused(path, "cannot be written")
            unlink(beside)
            throw error
        }
        syncFolder(of: path)
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let handle = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }

    static func refused(_ path: String, _ what: String) -> SealingError {
        .fileRefused(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}

/// What tells whether a file was replaced since it was read last.
struct FileStamp: Hashable {
    let inode: UInt
    let seconds: Int
    let nanoseconds: Int

    /// - Returns: nil when there is no such file.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        inode = status.st_ino
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}

/// One process, and one thread of it, at a time: an advisory lock on the file `<path>.lock`.
enum LockFile {
    static func hold<T>(beside path: String, _ body: () throws -> T) throws -> T {
        let lock = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw PrivateFile.refused("\(path).lock", "cannot be opened") }
        defer { close(lock) }  // releases the lock
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw PrivateFile.refused("\(path).lock", "cannot be locked") }
        }
        return try body()
    }
}
