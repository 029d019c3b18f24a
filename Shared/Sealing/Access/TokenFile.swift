import Foundation

/// The file of a stack's access tokens: a hash and a grant for each.
///
/// Changed as a whole or not at all, by one process at a time; who reads it meanwhile finds the old one or the new one.
public struct TokenFile: Sendable {
    struct Entry: Codable {
        let sha256: String
        let grant: AccessGrant
    }

    private struct Contents: Codable {
        var version = 1
        var tokens: [Entry]
    }

    public let path: String

    public init(_ path: String) { self.path = path }

    /// What was issued, in the order of issue.
    ///
    /// - Throws: `SealingError.fileRefused` with the reason.
    public func grants() throws -> [AccessGrant] { try entries().map(\.grant) }

    /// Makes a token for each grant and replaces the file (mode 0600) by their hashes.
    ///
    /// - Returns: the tokens in the order of the grants, to be shown once.
    public func replace(with grants: [AccessGrant]) throws -> [AccessToken] {
        let tokens = try grants.map { _ in try AccessToken.random() }
        try LockFile.hold(beside: path) { try write(try zip(tokens, grants).map(Self.entry)) }
        return tokens
    }

    /// Adds one token to those that are there.
    ///
    /// - Returns: the token, to be shown once.
    /// - Throws: `SealingError.nameTaken`, `SealingError.fileRefused` with the reason.
    public func add(_ grant: AccessGrant) throws -> AccessToken {
        let token = try AccessToken.random()
        try LockFile.hold(beside: path) {
            let entries = try entries()
            guard !entries.contains(where: { $0.grant.name == grant.name }) else {
                throw SealingError.nameTaken(grant.name)
            }
            try write(entries + [try Self.entry(token, grant)])
        }
        return token
    }

    /// Takes every token of this name away that `isRevocable` allows.
    ///
    /// - Returns: how many there were.
    public func remove(_ name: String, where isRevocable: (AccessGrant) -> Bool) throws -> Int {
        try LockFile.hold(beside: path) {
            let entries = try entries()
            let left = entries.filter { $0.grant.name != name || !isRevocable($0.grant) }
            if left.count < entries.count { try write(left) }
            return entries.count - left.count
        }
    }

    /// Reads the file as a whole or refuses it.
    func entries() throws -> [Entry] {
        let contents: Contents
        do {
            contents = try JSONDecoder().decode(Contents.self, from: Data(try PrivateFile.read(path)))
        } catch is DecodingError {
            throw SealingError.fileRefused(path: path, reason: "is not a file of access tokens")
        }
        guard contents.version == 1 else {
            throw SealingError.fileRefused(path: path, reason: "version must be 1, is \(contents.version)")
        }
        for (index, entry) in contents.tokens.enumerated() {
            guard [UInt8](hex: entry.sha256)?.count == 32 else {
                throw SealingError.fileRefused(path: path, reason: "tokens.\(index).sha256: must be 64 hex digits")
            }
            if let fault = entry.grant.fault {
                throw SealingError.fileRefused(path: path, reason: "tokens.\(index): \(fault)")
            }
        }
        return contents.tokens
    }

    private func write(_ entries: [Entry]) throws {
        for entry in entries {
            if let fault = entry.grant.fault { throw SealingError.fileRefused(path: path, reason: fault) }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try PrivateFile.write(Array(try encoder.encode(Contents(tokens: entries))), to: path)
    }

    private static func entry(_ token: AccessToken, _ grant: AccessGrant) throws -> Entry {
        Entry(sha256: try token.digest().hex, grant: grant)
    }
}

extension AccessGrant {
    /// What is wrong with it; nil when nothing is.
    fileprivate var fault: String? {
        if !isWellNamed { return "grant.name must have 1 to 128 characters and no control characters" }
        if !district.isWellFormed, district != Self.everywhere { return "grant.district must be a district's id or *" }
        if roles.contains(.unit), (unit?.rawValue ?? "").isEmpty { return "the role unit needs grant.unit" }
        return nil
    }

    /// The name goes into events and tables.
    private var isWellNamed: Bool {
        let scalars = name.unicodeScalars
        return (1...128).contains(scalars.count) && !scalars.contains { $0.properties.generalCategory == .control }
    }
}
