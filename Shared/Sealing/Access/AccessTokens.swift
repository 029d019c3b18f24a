import Synchronization

/// The tokens that are valid, by their hashes.
///
/// Read from a file, it follows that file: `refresh` takes what was issued and revoked meanwhile.
public final class AccessTokens: Sendable {
    private struct Known {
        var grants: [[UInt8]: AccessGrant]
        /// Of the file that they come from.
        var stamp: FileStamp?
    }

    private let file: TokenFile?
    // A lock and not an actor: every request asks it, for a look into one dictionary.
    private let known: Mutex<Known>

    /// Reads the file as a whole or refuses it.
    ///
    /// - Throws: `SealingError.fileRefused` with the reason.
    public init(file path: String) throws {
        let file = TokenFile(path)
        // Older than what is read, so that a change in between is seen next time.
        let stamp = FileStamp(of: path)
        self.file = file
        known = Mutex(Known(grants: try Self.grants(of: file), stamp: stamp))
    }

    /// Tokens for a test or a tool that keeps them in memory only.
    public init(_ tokens: [(AccessToken, AccessGrant)]) throws {
        file = nil
        known = Mutex(Known(grants: Dictionary(try tokens.map { (try $0.digest(), $1) }) { _, last in last }))
    }

    /// Reads the file if it was replaced since it was looked at last: one look at its status otherwise.
    ///
    /// - Returns: how many tokens are valid now; nil when nothing has changed.
    /// - Throws: `SealingError.fileRefused` while the new file cannot be used; the tokens of the old one stay valid.
    public func refresh() throws -> Int? {
        guard let file else { return nil }
        let stamp = FileStamp(of: file.path)
        guard known.withLock({ $0.stamp != stamp }) else { return nil }
        let grants = try Self.grants(of: file)
        known.withLock { $0 = Known(grants: grants, stamp: stamp) }
        return grants.count
    }

    /// What the bearer may do; nil for a token that was never issued, or that was revoked.
    ///
    /// A table of hashes needs no constant-time search: whoever times it learns about the hash of a guess, and from
    /// a hash there is no way to a token. The comparison that decides takes constant time all the same.
    public func grant(for text: String) throws -> AccessGrant? {
        guard let digest = try AccessToken(text)?.digest() else { return nil }
        return known.withLock { known in
            guard let index = known.grants.index(forKey: digest) else { return nil }
            return Digest.areEqual(known.grants[index].key, digest) ? known.grants[index].value : nil
        }
    }

    private static func grants(of file: TokenFile) throws -> [[UInt8]: AccessGrant] {
        let pairs = try file.entries().compactMap { entry in [UInt8](hex: entry.sha256).map { ($0, entry.grant) } }
        return Dictionary(pairs) { _, last in last }
    }
}
