/// A migration that cannot be applied, or is not the one that was.
public struct MigrationError: Error, CustomStringConvertible {
    /// The file's name, and its line where that is known.
    public let file: String
    public let reason: String

    public var description: String { "migration \(file): \(reason)" }
}
