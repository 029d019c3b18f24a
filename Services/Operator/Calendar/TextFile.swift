import Foundation

/// Reads files that people name on the command line.
enum TextFile {
    /// - Throws: `CommandFailure` (exit code 2) for a file that is not there, cannot be read, or is not UTF-8.
    static func read(_ path: String) throws -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandFailure("\(path) cannot be read", exitCode: 2)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure("\(path) is not UTF-8", exitCode: 2)
        }
        return text
    }
}
