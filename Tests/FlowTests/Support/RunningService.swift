import Foundation
import HTTP
import Synchronization
import TestSupport

/// One of the product's executables as a real process, which a test may kill and start again at the same address.
///
/// It ends with the test process, however that ends.
final class RunningService: Sendable {
    let port: Int
    private let program: URL
    private let environment: [String: String]
    /// What it has written to standard error, of all its starts.
    let log: URL
    /// Where a fail point writes its name before it kills the process.
    private let reached: URL
    private let process = Mutex<Process?>(nil)
    private let client: HTTPClient

    /// - Parameters:
    ///   - product: an executable of this build, such as `intake`.
    ///   - environment: all that it reads, but for its port.
    ///   - folder: for its log.
    init(_ product: String, environment: [String: String], folder: URL) throws {
        port = try PrivateCluster.freePort()
        program = Self.build.appending(path: product)
        self.environment = environment
        let name = "\(product)-\(UUID().uuidString.prefix(4))"
        log = folder.appending(path: "\(name).log")
        reached = folder.appending(path: "\(name).reached")
        client = try HTTPClient()
        try Data().write(to: log)
    }

    /// The folder of executables in which this test was built.
    static var build: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../.build/debug").standardized
    }

    // MARK: its life

    /// - Parameters:
    ///   - failPoint: `relay.acknowledged` or `relay.acknowledged:3`; see `FailPoint`.
    ///   - settings: beside those that it always has.
    ///   - openFiles: how many files it may have open; nil for as many as this process.
    func start(failPoint: String? = nil, with settings: [String: String] = [:], openFiles: FileLimit? = nil) throws {
        let service = Process()
        service.executableURL = program
        if let openFiles {
            service.executableURL = URL(filePath: "/bin/sh")
            service.arguments = [
                "-c", "ulimit -Sn \(openFiles.soft) && ulimit -Hn \(openFiles.hard) && exec \"$0\"", program.path,
            ]
        }
        service.environment = environment.merging(
            ["HOTLINE_HTTP_PORT": "\(port)", "HOTLINE_FAILPOINT_LOG": reached.path]
                .merging(failPoint.map { ["HOTLINE_FAILPOINT": $0] } ?? [:]) { $1 }
                .merging(settings) { $1 }
        ) { $1 }
        let output = try FileHandle(forWritingTo: log)
        try output.seekToEnd()
        service.standardError = output
        service.standardOutput = output
        service.standardInput = FileHandle.nullDevice
        let watchdog = Watchdog()
        service.terminationHandler = { _ in watchdog.release() }
        try service.spawn()
        try watchdog.guardLife(of: service.processIdentifier)
        process.withLock { $0 = service }
    }

    /// The limits of getrlimit(2) on open files.
    struct FileLimit {
        let soft: Int
        let hard: Int
    }

    deinit {
        if let running { Foundation.kill(running.processIdentifier, SIGKILL) }
    }

    /// Returns when it can work.
    func untilReady(within limit: Duration = .seconds(15)) async throws {
        try await until(isReady: true, within: limit)
    }

    func until(isReady: Bool, within limit: Duration = .seconds(15)) async throws {
        do {
            try await eventually("/readyz is \(isReady ? 200 : 503)", within: limit) {
                // Not there yet: the next look tells.
                let status = try? await self.send(.get, "/readyz").status
                return status == (isReady ? 200 : 503) ? true : nil
            }
        } catch {
            throw ServiceFault(what: "\(error)", log: try said(last: 20))
        }
    }

    /// SIGKILL; returns when it is gone.
    func kill() async throws {
        guard let running else { return }
        Foundation.kill(running.processIdentifier, SIGKILL)
        try await untilGone()
    }

    /// SIGSTOP, and after a while SIGCONT: it notices late what has happened.
    func frozen(_ body: () async throws -> Void) async throws {
        guard let running else { return }
        Foundation.kill(running.processIdentifier, SIGSTOP)
        defer { Foundation.kill(running.processIdentifier, SIGCONT) }
        try await body()
    }

    /// SIGTERM: an orderly end.
    func stop(within limit: Duration = .seconds(15)) async throws {
        running?.terminate()
        try await untilGone(within: limit)
    }

    var isRunning: Bool { running != nil }

    private var running: Process? {
        process.withLock { $0.flatMap { $0.isRunning && !Self.hasEnded($0.processIdentifier) ? $0 : nil } }
    }

    /// What the kernel says, for Foundation may hear of it late (`Process.spawn`).
    private static func hasEnded(_ process: Int32) -> Bool {
        // Gone is ended, too.
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        return stat.split(separator: ")").last?.split(separator: " ").first == "Z"
    }

    func untilGone(within limit: Duration = .seconds(15)) async throws {
        try await eventually("the process has ended", within: limit) { self.isRunning ? nil : true }
    }

    /// The fail points that killed it, in order.
    func reachedPoints() throws -> [String] {
        guard FileManager.default.fileExists(atPath: reached.path) else { return [] }
        return try String(contentsOf: reached, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    func said(last count: Int = .max) throws -> String {
        try String(contentsOf: log, encoding: .utf8).split(separator: "\n").suffix(count).joined(separator: "\n")
    }

    // MARK: its files

    /// How many files it may have open.
    func openFiles() throws -> Int? {
        let limits = try String(contentsOf: URL(filePath: "/proc/\(pid)/limits"), encoding: .utf8)
        let line = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return line?.split(separator: " ").dropFirst(3).first.flatMap { Int($0) }
    }

    func openSockets() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
    }

    private var pid: Int32 { running?.processIdentifier ?? 0 }

    // MARK: requests

    /// - Throws: `ClientError` when it does not answer.
    func send(
        _ method: HTTP.Method, _ path: String, text: String = "", type: String = "application/json",
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = ClientRequest(method, "http://127.0.0.1:\(port)\(path)", body: Array(text.utf8))
        request.allowsPrivateAddresses = true
        request.timeout = .seconds(5)
        if !text.isEmpty { request.headers["Content-Type"] = type }
        for (name, value) in headers { request.headers[name] = value }
        let answer = try await client.send(request)
        return Answer(Response(status: answer.status, headers: answer.headers, body: answer.body))
    }
}

struct ServiceFault: Error, CustomStringConvertible {
    let what: String
    let log: String

    var description: String { "\(what)\n\(log)" }
}
