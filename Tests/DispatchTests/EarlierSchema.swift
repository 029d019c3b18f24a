import DispatchService
import Foundation
import Postgres
import ServiceKit
import TestSupport
import Testing

/// A schema of dispatch as it stood before one of its migrations.
struct EarlierSchema {
    let admin: Connection
    private let place: Provisioning
    private let set: MigrationSet

    /// - Parameter migration: the name of the first file that is still to be applied, or how it begins.
    init(before migration: String) async throws {
        admin = try await Connection.connect(to: try await PostgresFixture.shared.database())
        place = try Provisioning(schema: "earlier", role: "earlier_\(migration)", password: "secret")
        try await place.apply(through: admin)
        set = try #require(DispatchService.migrations.last)
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "earlier-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: set.folder.path) where name < migration {
            try files.copyItem(at: set.folder.appending(path: name), to: folder.appending(path: name))
        }
        try await Migrator(place).apply(folder, set: set.name, through: admin)
        try files.removeItem(at: folder)
    }

    /// Applies everything that was added since.
    func migrate() async throws {
        try await Migrator(place).apply(set.folder, set: set.name, through: admin)
    }

    /// The one column of what was asked for.
    func texts(_ query: SQL) async throws -> [String?] {
        try await admin.run(query).map { try $0.decode(String?.self) }
    }
}
