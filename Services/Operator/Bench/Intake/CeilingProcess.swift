import Contracts
import Foundation

/// The ceiling's server as a process of its own, which ends with this one.
final class CeilingProcess {
    let port: Int
    private let process = Process()

    init(of bench: BenchStack) throws {
        port = bench.settings.port(of: .intake) + 7
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["bench", "intake-ceiling", "--port", String(port)]
        let postgres = try bench.connections().postgres
        process.environment = ProcessInfo.processInfo.environment.merging(postgres) { $1 }
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    func ready() async throws {
        for _ in 0..<200 {
            if LoadConnection(port: port) != nil { return }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CommandFailure("the ceiling's server does not answer on port \(port)")
    }

    func end() {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }
}
