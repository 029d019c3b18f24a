import Foundation
import TestSupport

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

    static var isThere: Bool { TestTools.python != nil }

    /// - Returns: for each check what is wrong with its instance; empty where nothing is.
    /// - Throws: `TestTools.Unavailable` when the python that is there lacks the package, or the validator failed.
    static func faults(_ checks: [Check]) throws -> [[String]] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "contracts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "checks.json")
        let output = folder.appending(path: "results.json")
        try JSONEncoder().encode(checks).write(to: input)

        let script = Repository.tests.appending(path: "validate.py")
        _ = try TestTools.run(script, [input, output], needing: "jsonschema")
        return try JSONDecoder().decode([[String]].self, from: Data(contentsOf: output))
    }
}
