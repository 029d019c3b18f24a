import Foundation

/// A programme that is run to its end: a script of `deploy/scripts`, or a service with `--migrate`.
struct Script: Sendable {
    let programme: URL
    var arguments: [String] = []
    var environment: [String: String]
    /// Gets each line that it complained of and yet ended well.
    var warn: @Sendable (String) -> Void = { _ in }

    /// - Returns: what it printed.
    /// - Throws: `CommandFailure` with what it complained of.
    func run() async throws -> String {
        try await withCheckedThrowingContinuation { done in
            // Blocks a thread of its own until the programme has ended.
            let thread = Thread { done.resume(with: Result { try waitForEnd() }) }
            thread.start()
        }
    }

    private func waitForEnd() throws -> String {
        let process = Process()
        let complaints = FileManager.default.temporaryDirectory.appending(path: "hotline-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: complaints.path, contents: nil) else {
            throw CommandFailure("\(complaints.path) cannot be written")
        }
        let output = Pipe()
        let errors = try FileHandle(forWritingTo: complaints)
        process.executableURL = programme
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let complained = try String(contentsOf: complaints, encoding: .utf8)
        try FileManager.default.removeItem(at: complaints)
        guard process.terminationStatus == 0 else {
            let words = ([programme.lastPathComponent] + arguments.prefix(1)).joined(separator: " ")
            throw CommandFailure("\(words) ended with \(process.terminationStatus): \(complained)")
        }
        for line in complained.split(separator: "\n") { warn(String(line)) }
        return String(decoding: printed, as: UTF8.self)
    }
}
