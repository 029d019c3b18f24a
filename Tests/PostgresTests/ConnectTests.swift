import Postgres
import TestSupport
import Testing

@Suite struct ConnectTests {
    @Test func aWrongPasswordSaysSo() async throws {
        var settings = try await PostgresFixture.shared.database()
        settings.password = "wrong-secret"
        let error = await #expect(throws: PostgresError.self) { try await Connection.connect(to: settings) }
        #expect(error?.sqlstate == "28P01")
        #expect(error?.message.contains("password authentication failed") == true)
        #expect(error?.isConnectionLost == false)
        let pooled = Database(settings)
        let again = await #expect(throws: PostgresError.self) { try await pooled.run("SELECT 1") }
        #expect(again?.sqlstate == "28P01")
        for text in ["\(settings)", String(reflecting: settings), error.map { "\($0)" } ?? ""] {
            #expect(!text.contains("wrong-secret"))
        }
    }

    @Test func anUnknownDatabaseSaysSo() async throws {
        var settings = try await PostgresFixture.shared.database()
        settings.database = "nowhere"
        let error = await #expect(throws: PostgresError.self) { try await Connection.connect(to: settings) }
        #expect(error?.sqlstate == "3D000")
    }

    @Test func aSilentPortIsALostConnection() async throws {
        var settings = try await PostgresFixture.shared.database()
        settings.port = try PrivateCluster.freePort()
        let error = await #expect(throws: PostgresError.self) { try await Connection.connect(to: settings) }
        #expect(error?.sqlstate == "08001")
        #expect(error?.isConnectionLost == true)
    }

    @Test func sessionsHaveTheirSettings() async throws {
        var settings = try await PostgresFixture.shared.database()
        settings.searchPath = ["a", "odd \"name", "public"]
        settings.applicationName = "intake"
        settings.statementTimeout = .milliseconds(150)
        let connection = try await Connection.connect(to: settings)
        let row = try #require(
            await connection.run(
                """
                SELECT current_setting('TimeZone'), current_setting('search_path'), current_setting('application_name'),
                    '2020-05-14 10:00:00+08'::timestamptz::text
                """
            ).first)
        let found = try row.decode((String, String, String, String).self)
        #expect(found == ("UTC", "\"a\",\"odd \"\"name\",\"public\"", "intake", "2020-05-14 02:00:00+00"))
        let error = await #expect(throws: PostgresError.self) { try await connection.run("SELECT pg_sleep(5)") }
        #expect(error?.sqlstate == "57014")
    }

    @Test func aClosedConnectionRefuses() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        await connection.close()
        let error = await #expect(throws: PostgresError.self) { try await connection.run("SELECT 1") }
        #expect(error?.sqlstate == "08003")
    }

    @Test func notificationsWakeTheListener() async throws {
        let settings = try await PostgresFixture.shared.database()
        let (listener, speaker) = (
            try await Connection.connect(to: settings), try await Connection.connect(to: settings)
        )
        #expect(try await listener.notifications(on: "Relay \"1\"", waiting: .milliseconds(10)) == 0)
        async let heard = listener.notifications(on: "Relay \"1\"", waiting: .seconds(20))
        try await speaker.run("SELECT pg_notify('Relay \"1\"', '')")
        #expect(try await heard == 1)
        try await speaker.run("SELECT pg_notify('Relay \"1\"', n::text) FROM generate_series(1, 3) AS n")
        #expect(try await listener.notifications(on: "Relay \"1\"", waiting: .seconds(20)) > 0)
    }

    @Test func aListenerWhoseServerHangsUpIsTold() async throws {
        let settings = try await PostgresFixture.shared.database()
        let (listener, killer) = (
            try await Connection.connect(to: settings), try await Connection.connect(to: settings)
        )
        let id = try #require(await listener.run("SELECT pg_backend_pid()").first?.decode(Int.self))
        let heard = Task { try await listener.notifications(on: "relay", waiting: .seconds(20)) }
        try await killer.run("SELECT pg_terminate_backend(\(id))")
        let error = await #expect(throws: PostgresError.self) { try await heard.value }
        #expect(error?.isConnectionLost == true)
    }
}
