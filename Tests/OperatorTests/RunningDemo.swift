import Foundation
import TestSupport

/// `hotline demo` as a process that a test interrupts.
final class RunningDemo: Sendable {
    private let process = Process()
    private let log = FileManager.default.temporaryDirectory.appending(path: "hotline-demo-\(UUID().uuidString)")

    init(over stack: StackFixture, _ words: String...) throws {
        process.executableURL = StackFixture.programmes.appending(path: "hotline")
        process.arguments = ["demo"] + words
        process.environment = stack.environment
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        (process.standardOutput, process.standardError, process.standardInput) = (output, output, FileHandle.nullDevice)
        try process.spawn()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: log)  // it lies in the temporary folder
    }

    var said: String { get throws { try String(contentsOf: log, encoding: .utf8) } }

    /// As Ctrl-C does.
    ///
    /// - Returns: its exit code and all that it has said.
    func interrupt() async throws -> (Int32, String) {
        process.interrupt()
        // It stops five services, a database and a broker, beside other tests that do the same.
        try await eventually("its end", within: .seconds(120)) { self.process.isRunning ? nil : true }
        return (process.terminationStatus, try said)
    }
}
