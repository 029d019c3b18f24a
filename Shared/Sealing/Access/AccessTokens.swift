import Foundation

/// The tokens that are valid, by their hashes, as a file holds them.
public struct AccessTokens: Sendable {
    private struct Entry: Codable {
        let sha256: String
        let grant: AccessGrant
    }

    private struct Contents: Codable {
        var version = 1
        var tokens: [Entry]
    }

    private let grants: [[UInt8]: AccessGrant]

    /// Reads the file as a whole or refuses it.
    ///
    /// - Throws: `SealingError.fileRefused` with the reason.
    public init(file path: String) throws {
        let contents: Contents
        do {
            contents = try JSONDecoder().decode(Contents.self, from: Data(try PrivateFile.read(path)))
        } catch is DecodingError {
            throw SealingError.fileRefused(path: path, reason: "is not a file of access tokens")
        }
        guard contents.version == 1 else {
            throw SealingError.fileRefused(path: path, reason: "version must be 1, is \(contents.version)")
        }
        var grants: [[UInt8]: AccessGrant] = [:]
        for (index, entry) in contents.tokens.enumerated() {
            guard let digest = [UInt8](hex: entry.sha256), digest.count == 32 else {
                throw SealingError.fileRefused(path: path, reason: "tokens.\(index).sha256: must be 64 hex digits")
            }
            if let fault = Self.fault(of: entry.grant) {
                throw SealingError.fileRefused(path: path, reason: "tokens.\(index): \(fault)")
            }
            grants[digest] = entry.grant
        }
        self.grants = grants
    }

    /// Tokens for a test or a tool that keeps them in memory only.
    public init(_ tokens: [(AccessToken, AccessGrant)]) throws {
        grants = Dictionary(try tokens.map { (try $0.digest(), $1) }) { _, last in last }
    }

    /// What the bearer may do; nil for a token that was never issued.
    ///
    /// A table of hashes needs no constant-time search: whoever times it learns about the hash of a guess, and from
    /// a hash there is no way to a token. The comparison that decides takes constant time all the same.
    public func grant(for text: String) throws -> AccessGrant? {
        guard let digest = try AccessToken(text)?.digest(), let index = grants.index(forKey: digest) else { return nil }
        return Digest.areEqual(grants[index].key, digest) ? grants[index].value : nil
    }

    /// Makes a token for each grant and replaces the file (mode 0600) by their hashes.
    ///
    /// - Returns: the tokens in the order of the grants, to be shown once.
    public static func issue(_ grants: [AccessGrant], to path: String) throws -> [AccessToken] {
        for grant in grants {
            if let fault = fault(of: grant) { throw SealingError.fileRefused(path: path, reason: fault) }
        }
        let tokens = try grants.map { _ in try AccessToken.random() }
        let entries = try zip(tokens, grants).map { Entry(sha256: try $0.digest().hex, grant: $1) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try PrivateFile.write(Array(try encoder.encode(Contents(tokens: entries))), to: path)
        return tokens
    }

    private static func fault(of grant: AccessGrant) -> String? {
        if !grant.district.isWellFormed, grant.district != AccessGrant.everywhere {
            return "grant.district must be a district's id or *"
        }
        if grant.roles.contains(.unit), (grant.unit?.rawValue ?? "").isEmpty { return "the role unit needs grant.unit" }
        return nil
    }
}
