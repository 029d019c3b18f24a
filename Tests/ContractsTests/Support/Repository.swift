import Foundation

/// Where the files under test lie, seen from this one.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let schemas = root.appending(path: "Shared/Contracts/Schemas")
    static let tests = root.appending(path: "Tests/ContractsTests")

    static func schema(_ name: String, _ version: Int = 1) -> URL {
        schemas.appending(path: "\(name)/\(version).json")
    }

    /// Every schema file as `name/version`, sorted.
    static func schemaNames() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: schemas.path(percentEncoded: false))
            .filter { $0.hasSuffix(".json") && $0.contains("/") }
            .map { String($0.dropLast(".json".count)) }.sorted()
    }
}
