import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct ClusterScriptTests {
    @Test(.timeLimit(.minutes(2)))
    func aClusterOutlivesStopAndKillWithPortPasswordAndData() async throws {
        let cluster = PrivateCluster.temporary("script")
        let first = try await cluster.start()
        #expect(try await cluster.start() == first)
        let settings = try ConnectionSettings(postgresVariables: first)
        try await Connection.connect(to: settings).run("CREATE TABLE t (n int)")
        for end in [cluster.stop, cluster.kill] {
            try await end()
            await #expect(throws: PostgresError.self) { try await Connection.connect(to: settings) }
            try await end()
            #expect(try await cluster.start() == first)
            #expect(try await Connection.connect(to: settings).run("SELECT * FROM t").isEmpty)
        }
        try await cluster.kill()
    }

    @Test(.enabled(if: getuid() == 0), .timeLimit(.minutes(1)))
    func aFolderThatPostgresCannotEnterNamesAnother() async throws {
        let cluster = PrivateCluster.temporary("closed")
        let inner = PrivateCluster(folder: cluster.folder.appending(path: "inner"))
        try FileManager.default.createDirectory(at: cluster.folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: cluster.folder.path)
        let settings = try await ConnectionSettings(postgresVariables: inner.start())
        let location = try String(contentsOf: inner.folder.appending(path: "location"), encoding: .utf8)
        let place = try await Connection.connect(to: settings).run("SHOW data_directory").first?.decode(String.self)
        #expect(place == location.trimmingCharacters(in: .whitespacesAndNewlines) + "/data")
        try inner.remove()
        #expect(!FileManager.default.fileExists(atPath: location.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test(.enabled(if: getuid() == 0), .timeLimit(.minutes(1)))
    func aWipeStopsTheClusterAndRemovesItsDataWhereverTheyAre() async throws {
        let cluster = PrivateCluster.temporary("wiped")
        let inner = PrivateCluster(folder: cluster.folder.appending(path: "inner"))
        try FileManager.default.createDirectory(at: cluster.folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: cluster.folder.path)
        let settings = try await ConnectionSettings(postgresVariables: inner.start())
        let location = try String(contentsOf: inner.folder.appending(path: "location"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        for _ in 1...2 {
            try await inner.wipe()
            await #expect(throws: PostgresError.self) { try await Connection.connect(to: settings) }
            #expect(!FileManager.default.fileExists(atPath: location))
            #expect(!FileManager.default.fileExists(atPath: inner.folder.path))
        }
        try FileManager.default.removeItem(at: cluster.folder)
    }

    @Test func chineseTextHasTrigrams() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        try await connection.run("CREATE EXTENSION pg_trgm")
        let found = try await connection.run("SELECT show_trgm('小区供水压力不足')").first?.decode([String].self)
        #expect(found?.isEmpty == false)
    }
}
