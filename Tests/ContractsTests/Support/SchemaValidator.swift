import Foundation

/// JSON Schema validation by the published `jsonschema` package, since the toolchain has none.
enum SchemaValidator {
    struct Check: Encodable {
        /// Path of the schema file.
        let schema: String
        let instance: JSON

        init(_ instance: JSON, by schema: URL) {
            self.schema = schema.path(percentEncoded: false)
            self.instance = instance
        }
    }

    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    /// The tools' own python where `deploy/scripts/test-tools` has made one, else the machine's.
    private static let python: String? = {
        let tools = Repository.root.appending(path: ".run/tools/bin/python3").path(
            percentEncoded: false)
        let onPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
            "\($0)/python3"
        }
        return ([tools] + onPath).first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static var isThere: Bool { python != nil }

    /// - Returns: for each check what is wrong with its instance; empty where nothing is.
    /// - Throws: `Unavailable` when the python that is there lacks the package, or the validator failed.
    static func faults(_ checks: [Check]) throws -> [[String]] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "contracts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "checks.json")
        let output = folder.appending(path: "results.json")
        try JSONEncoder().encode(checks).write(to: input)

        let process = Process()
        process.executableURL = URL(filePath: python ?? "/usr/bin/python3")
        process.arguments = [Repository.tests.appending(path: "validate.py"), input, output]
            .map { $0.path(percentEncoded: false) }
        try process.run()
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: break
        case 3:
            throw Unavailable(description: "python3 lacks jsonschema: run deploy/scripts/test-tools")
        case let status: throw Unavailable(description: "validate.py ended with status \(status)")
        }
        return try JSONDecoder().decode([[String]].self, from: Data(contentsOf: output))
    }
}
