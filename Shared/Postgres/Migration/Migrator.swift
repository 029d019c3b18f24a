import Foundation

/// Applies a folder of numbered SQL files to a schema, each in a transaction of its own and once.
///
/// The files may say `${schema}`, `${role}` and `${owner}`, for every namespace has its own; they run as the owner,
/// with the schema first in the search path, and must not commit. What was applied is in `<schema>.migrations`,
/// by set, so that several folders can share a schema.
public struct Migrator: Sendable {
    private let place: Provisioning

    public init(_ place: Provisioning) { self.place = place }

    /// Applies what is missing. Several processes may do this at once.
    ///
    /// - Parameters:
    ///   - folder: files `0001_….sql`, `0002_….sql` and so on; ones that were applied must not change.
    ///   - set: the name under which this folder's files are counted, such as `messaging`.
    ///   - admin: a connection that may become the owner; see ``Provisioning``.
    /// - Returns: the names of the files that were applied now.
    /// - Throws: ``MigrationError`` naming the file, for a gap, a changed file, or one that PostgreSQL refuses.
    @discardableResult
    public func apply(_ folder: URL, set: String, through admin: Connection) async throws -> [String] {
        let files = try MigrationFile.all(in: folder)
        let names = ["schema": place.schema, "role": place.role, "owner": place.owner]
        try await admin.transaction { tx in try prepare(tx) }
        var applied: [String] = []
        for file in files {
            let text = try file.filled(with: names)
            let isNew = try await admin.transaction { tx in try apply(file, text, set: set, in: tx) }
            if isNew { applied.append(file.name) }
        }
        return applied
    }

    private func prepare(_ tx: borrowing Transaction) throws {
        try lock(tx)
        try tx.script(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                set text NOT NULL, number int NOT NULL, name text NOT NULL, checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (set, number));
            REVOKE INSERT, UPDATE, DELETE ON migrations FROM \(place.role)
            """)
    }

    private func lock(_ tx: borrowing Transaction) throws {
        try tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('hotline.migrations.' || \(place.schema), 0))")
        try tx.script("SET LOCAL ROLE \(place.owner); SET LOCAL search_path = \(place.schema), public")
    }

    private func apply(
        _ file: MigrationFile, _ text: String, set: String, in tx: borrowing Transaction
    ) throws -> Bool {
        try lock(tx)
        let earlier = try tx.run(
            """
            SELECT name, checksum = encode(sha256(convert_to(\(file.text), 'UTF8')), 'hex')
            FROM migrations WHERE set = \(set) AND number = \(file.number)
            """
        ).first?.decode((String, Bool).self)
        if let earlier {
            guard earlier.0 == file.name, earlier.1 else {
                let what = earlier.0 == file.name ? "its text has changed since" : "it was named \(earlier.0) then"
                throw MigrationError(file: file.name, reason: "was applied already, and \(what)")
            }
            return false
        }
        try run(text, of: file, in: tx)
        try tx.run(
            """
            INSERT INTO migrations (set, number, name, checksum)
            SELECT \(set), \(file.number), \(file.name), encode(sha256(convert_to(\(file.text), 'UTF8')), 'hex')
            """)
        return true
    }

    private func run(_ text: String, of file: MigrationFile, in tx: borrowing Transaction) throws {
        do {
            try tx.script(text)
        } catch let error as PostgresError where !error.isConnectionLost {
            let line = error.position.map { text.unicodeScalars.prefix($0 - 1).filter { $0 == "\n" }.count + 1 }
            throw MigrationError(
                file: file.name + (line.map { ":\($0)" } ?? ""), reason: "\(error.sqlstate) \(error.message)")
        }
        // The file may have changed either.
        try tx.script("SET LOCAL ROLE \(place.owner); SET LOCAL search_path = \(place.schema), public")
    }
}
