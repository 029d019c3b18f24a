import Contracts
import Foundation
import Sealing

/// Keys, tokens and passwords of a stack; made once and then kept.
struct Secrets: Sendable {
    let run: RunFolder
    let deploy: URL

    /// Makes the master key and the key rings' folder before several services would do it at once.
    func prepareKeys() throws { _ = try MasterKey.readOrCreate(run.masterKey.path) }

    /// One token for each role and for each unit of the districts in `deploy`.
    ///
    /// - Returns: the tokens by the names of their variables, and whether they were made just now.
    func tokens() throws -> (texts: [String: String], isNew: Bool) {
        if run.tokenTexts.exists, FileManager.default.fileExists(atPath: run.tokens.path) {
            return (try run.tokenTexts.read(), false)
        }
        let grants = Self.roles + (try unitGrants())
        let tokens = try TokenFile(run.tokens.path).replace(with: grants.map(\.grant))
        let named = zip(grants, tokens).map { ($0.variable, $1.text) }
        try run.tokenTexts.write(named)
        return (Dictionary(named) { first, _ in first }, true)
    }

    static func variable(of role: Role) -> String { "HOTLINE_TOKEN_\(role.rawValue.uppercased())" }

    /// `HOTLINE_TOKEN_UNIT_CHANGZHOU_WATER_SUPPLY`.
    static func variable(of unit: UnitID, in district: DistrictID) -> String {
        let words = "HOTLINE_TOKEN_UNIT_\(district.rawValue)_\(unit.rawValue)".uppercased()
        return String(words.map { $0 == "-" ? "_" : $0 })
    }

    private static let roles: [(variable: String, grant: AccessGrant)] = Role.allCases.filter { $0 != .unit }.map {
        (variable(of: $0), AccessGrant(name: $0.rawValue, roles: [$0], district: AccessGrant.everywhere))
    }

    private func unitGrants() throws -> [(variable: String, grant: AccessGrant)] {
        try DistrictFiles.all(in: deploy).flatMap { files in
            try files.units().units.map { unit in
                (
                    Self.variable(of: unit.id, in: files.district),
                    AccessGrant(
                        name: "\(files.district)-\(unit.id)", roles: [.unit], district: files.district, unit: unit.id)
                )
            }
        }
    }

    /// A password for each service's login role.
    func passwords() throws {
        guard !run.passwords.exists else { return }
        try run.passwords.write(
            try ServiceName.allCases.map { service in
                // A token's text has 256 random bits; as a password it is as good as any.
                (StackConnections.passwordVariable(of: service), try AccessToken.random().text)
            })
    }
}
