import Foundation

/// Packs against the published schema, by the `jsonschema` package, which knows nothing of this project.
enum SchemaCheck {
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    /// The tools' own python where `deploy/scripts/test-tools` has made one, else the machine's.
    static let python: URL? = {
        let tools = DeployedDistrict.root.appending(path: ".run/tools/bin/python3")
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let candidates = [tools] + folders.map { URL(filePath: "\($0)/python3") }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
    }()

    static let schema = DeployedDistrict.root.appending(path: "Shared/RulePacks/Schema/rule-pack.schema.json")

    /// For each pack what is wrong with it.
    static func faults(of packs: [URL]) throws -> [[String]] {
        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments =
            [DeployedDistrict.root.appending(path: "Tests/RulePacksTests/validate.py"), schema].map(path)
            + packs.map(path)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Unavailable(
                description: process.terminationStatus == 3
                    ? "python3 lacks jsonschema or pyyaml: run deploy/scripts/test-tools"
                    : "validate.py ended with status \(process.terminationStatus)")
        }
        return try String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            try JSONDecoder().decode([String].self, from: Data($0.utf8))
        }
    }

    private static func path(_ url: URL) -> String { url.path(percentEncoded: false) }
}
