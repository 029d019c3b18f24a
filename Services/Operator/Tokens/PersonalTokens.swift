import Contracts
import Foundation
import Sealing
import ServiceKit

/// Tokens that name a person, in the file of a stack's tokens beside those that a role or a unit shares.
struct PersonalTokens: Sendable {
    let run: RunFolder
    let deploy: URL

    private var file: TokenFile { TokenFile(run.tokens.path) }

    /// What somebody asks for, as the command line has it.
    struct Wish: Sendable {
        let name: String
        let role: Role
        /// Nil for every district.
        var district: String?
        var unit: String?
    }

    /// - Returns: the token, to be shown once.
    /// - Throws: `UsageError` that names the option, `CommandFailure` for a name that is taken and without a file.
    func issue(_ wish: Wish) throws -> AccessToken {
        let grant = try grant(wish)
        try requireFile()
        do {
            return try file.add(grant)
        } catch SealingError.nameTaken(let name) {
            throw CommandFailure("--name \(name) is taken: revoke it first, or take another")
        }
    }

    func list() throws -> [AccessGrant] {
        try requireFile()
        return try file.grants()
    }

    /// - Throws: `UsageError` that names the option; `CommandFailure` where no person has a token of this name.
    func revoke(_ name: String) throws {
        try Self.check(name)
        try requireFile()
        guard try file.remove(name, where: \.isPerson) > 0 else {
            let isShared = try file.grants().contains { $0.name == name }
            throw CommandFailure(
                isShared
                    ? "--name \(name) is the token of a role or a unit, which several share and the stack itself uses"
                    : "--name \(name) has no token")
        }
    }

    private func grant(_ wish: Wish) throws -> AccessGrant {
        try Self.check(wish.name)
        let files = try wish.district.map { try self.files(of: $0) }
        let unit = try unit(of: wish, in: files)
        return AccessGrant(
            name: wish.name, roles: [wish.role], district: files?.district ?? AccessGrant.everywhere, unit: unit,
            isPerson: true)
    }

    private func files(of district: String) throws -> DistrictFiles {
        let all = try DistrictFiles.all(in: deploy)
        guard let files = all.first(where: { $0.district.rawValue == district }) else {
            throw UsageError("--district must be one of " + all.map(\.district.rawValue).joined(separator: ", "))
        }
        return files
    }

    private func unit(of wish: Wish, in files: DistrictFiles?) throws -> UnitID? {
        guard wish.role == .unit else {
            guard wish.unit == nil else { throw UsageError("--unit is for the role unit") }
            return nil
        }
        guard let files else { throw UsageError("--district is missing: a unit is one district's") }
        guard let name = wish.unit else { throw UsageError("--unit is missing: the role unit acts for one") }
        guard let unit = try files.units().units.first(where: { $0.id.rawValue == name }) else {
            throw UsageError("--unit must be the id of a unit in \(files.unitsFile.path)")
        }
        return unit.id
    }

    /// It goes into events, tables and answers, so it looks like an id and like nothing else.
    private static func check(_ name: String) throws {
        guard name.isSlug else {
            throw UsageError(
                "--name must be a staff id of lower-case letters and digits with single hyphens between, at most 64")
        }
    }

    private func requireFile() throws {
        guard FileManager.default.fileExists(atPath: run.tokens.path) else {
            throw CommandFailure("there is no \(run.tokens.path): hotline setup makes it", exitCode: 2)
        }
    }
}
