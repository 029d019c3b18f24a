import Foundation

/// A PostgreSQL cluster in a temporary folder, run by the product's own script.
public struct PrivateCluster: Sendable {
    public let folder: URL

    public init(folder: URL) { self.folder = folder }

    /// A cluster of this test process, for a test that stops or kills it; it is gone at exit.
    public static func temporary(_ name: String) -> PrivateCluster {
        PrivateCluster(folder: URL(filePath: "/tmp/\(prefix)\(ProcessInfo.processInfo.processIdentifier).\(name)"))
    }

    private static let prefix = "hotline-tests-"

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../deploy/scripts/postgres").standardized

    /// Starts the cluster, or finds it running.
    /// - Returns: what the script's `env` prints.
    @discardableResult
    public func start() async throws -> [String: String] { try await onThread(startHere) }

    private func startHere() throws -> [String: String] {
        // What earlier test processes left behind when they were killed themselves.
        Self.sweep { Foundation.kill($0, 0) != 0 && errno == ESRCH }
        _ = Self.stopAtExit
        let isNew = !FileManager.default.fileExists(atPath: folder.appending(path: "env").path)
        try Self.call(["start", folder.path] + (isNew ? ["--port", String(Self.freePort())] : []))
        let lines = try Self.call(["env", folder.path]).split(separator: "\n")
        let pairs = lines.map { $0.split(separator: "=", maxSplits: 1).map { String($0) } }.filter { $0.count == 2 }
        return Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    public func stop() async throws { _ = try await onThread { try Self.call(["stop", folder.path]) } }

    /// Stops the cluster and removes its data, wherever they are.
    public func wipe() async throws { _ = try await onThread { try Self.call(["wipe", folder.path]) } }

    /// SIGKILL for every process of the cluster.
    public func kill() async throws { _ = try await onThread(killHere) }

    private func killHere() throws { try Self.call(["kill", folder.path]) }

    private static let stopAtExit: Void = {
        atexit { PrivateCluster.sweep { $0 == getpid() } }
    }()

    /// Removes the clusters of the test processes that `isOver` says yes to.
    private static func sweep(_ isOver: (pid_t) -> Bool) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []  // an unreadable /tmp has none
        for name in names where name.hasPrefix(prefix) {
            guard let owner = pid_t(name.dropFirst(prefix.count).prefix { $0 != "." }), isOver(owner) else { continue }
            // At exit there is nobody to tell of a failure; the next process sweeps again.
            _ = try? PrivateCluster(folder: URL(filePath: "/tmp/\(name)")).remove()
        }
    }

    /// Kills the cluster and removes its data.
    public func remove() throws {
        try killHere()
        let location = folder.appending(path: "location")
        if FileManager.default.fileExists(atPath: location.path) {
            let elsewhere = try String(contentsOf: location, encoding: .utf8)
            try FileManager.default.removeItem(atPath: elsewhere.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        try FileManager.default.removeItem(at: folder)
    }

    @discardableResult
    private static func call(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = script
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.spawn()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ScriptFailed(arguments: arguments) }
        return String(decoding: text, as: UTF8.self)
    }

    struct ScriptFailed: Error {
        let arguments: [String]
    }

    /// A port that nobody listened on a moment ago.
    public static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) != 0 || getsockname(descriptor, $0, &length) != 0
            }
        }
        guard !failed else { throw ScriptFailed(arguments: ["no free port"]) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
