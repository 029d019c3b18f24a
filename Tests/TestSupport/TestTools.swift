import Foundation

/// The Python in which `deploy/scripts/test-tools` has put what the tests ask for a second opinion.
public enum TestTools {
    /// What the tools lack; nothing can be said without it.
    public struct Unavailable: Error, CustomStringConvertible {
        public let description: String
    }

    /// The tools' own where they were made, else the machine's; nil where there is none.
    public static let python: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let candidates =
            [root.appending(path: ".run/tools/bin/python3")] + folders.map { URL(filePath: "\($0)/python3") }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
    }()

    /// Runs a script, which ends with 3 where a package is missing.
    ///
    /// - Parameter packages: what it imports, for the message.
    /// - Returns: what it printed.
    /// - Throws: `Unavailable` without a Python, without the packages, and where the script failed.
    public static func run(_ script: URL, _ arguments: [URL] = [], needing packages: String) throws -> Data {
        guard let python else { throw Unavailable(description: "python3 is not on this machine") }
        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments = ([script] + arguments).map { $0.path(percentEncoded: false) }
        process.standardOutput = output
        try process.spawn()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: return printed
        case 3: throw Unavailable(description: "python3 lacks \(packages): run deploy/scripts/test-tools")
        case let status: throw Unavailable(description: "\(script.lastPathComponent) ended with status \(status)")
        }
    }
}
