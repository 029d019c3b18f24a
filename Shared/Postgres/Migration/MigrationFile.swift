import Foundation

/// One file `0001_make_outbox.sql` of a folder of migrations.
struct MigrationFile {
    let number: Int
    let name: String
    let text: String

    /// The folder's files in order; other files are not looked at.
    /// - Throws: ``MigrationError`` when the numbers are not 1, 2, 3, …
    static func all(in folder: URL) throws -> [MigrationFile] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }
        return try names.sorted().enumerated().map { index, name in
            let digits = name.prefix { $0 != "_" }
            guard digits.utf8.count == 4, let number = Int(digits) else {
                throw MigrationError(file: name, reason: "must be named like 0001_make_outbox.sql")
            }
            guard number == index + 1 else {
                throw MigrationError(file: name, reason: "number \(index + 1) should come here")
            }
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return MigrationFile(number: number, name: name, text: text)
        }
    }

    /// The text with `${name}` replaced.
    func filled(with names: [String: String]) throws -> String {
        var filled = ""
        var rest = text[...]
        while let start = rest.range(of: "${") {
            filled += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}"),
                let value = names[String(rest[start.upperBound..<end])]
            else { throw error(at: start.lowerBound, "unknown placeholder, there are \(names.keys.sorted())") }
            filled += value
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }

    private func error(at index: String.Index, _ reason: String) -> MigrationError {
        let line = text[..<index].split(separator: "\n", omittingEmptySubsequences: false).count
        return MigrationError(file: "\(name):\(line)", reason: reason)
    }
}
