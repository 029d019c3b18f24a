import Foundation

/// A file of `NAME=value` lines that only its owner may read and that a shell can source.
struct VariablesFile: Sendable {
    let url: URL

    init(_ url: URL) { self.url = url }

    var exists: Bool { FileManager.default.fileExists(atPath: url.path) }

    /// - Throws: `CommandFailure` when it cannot be read.
    func read() throws -> [String: String] { Self.parse(try TextFile.read(url.path)) }

    static func parse(_ text: String) -> [String: String] {
        var found: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { found[String(parts[0])] = String(parts[1]) }
        }
        return found
    }

    /// Replaces the file by a complete one; mode 0600.
    func write(_ variables: [(String, String)]) throws {
        let text = variables.map { "\($0)=\($1)\n" }.joined()
        let fresh = url.appendingPathExtension("new")
        let isMade = FileManager.default.createFile(
            atPath: fresh.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade, rename(fresh.path, url.path) == 0 else {
            throw CommandFailure("\(url.path) cannot be written")
        }
    }
}
