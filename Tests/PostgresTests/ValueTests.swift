import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct ValueTests {
    static let hostile = [
        "", " ", "'", "''; DROP TABLE t; --", "\"", "\\", "\\x41", "{}", "{a,b}", ",", "NULL", "null", "$1", "%s",
        "line\nbreak\ttab\r", "小区供水压力不足", "👩‍👩‍👧‍👦", "e\u{301}", "\u{1}", String(repeating: "\\\"", count: 5000),
    ]

    @Test func hostileTextComesBackAsItWent() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        for text in Self.hostile {
            let found = try await connection.run("SELECT \(text)::text").first?.decode(String.self)
            #expect(found == text)
            #expect(found.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test func hostileArraysComeBackAsTheyWent() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let optional: [String?] = Self.hostile + [nil, "NULL", nil]
        let bytes: [[UInt8]] = [[], [0], [0, 255, 92, 34], Array(0...255)]
        let ids = [UUID(), UUID()]
        let row = try #require(
            await connection.run(
                """
                SELECT \(Self.hostile)::text[], \(optional)::text[], \(bytes)::bytea[], \(ids)::uuid[],
                    \([Int64.min, 0, Int64.max])::bigint[], \([true, false])::bool[], \([nil, 7] as [Int64?])::bigint[]
                """
            ).first)
        let found = try row.decode(([String], [String?], [[UInt8]], [UUID], [Int64], [Bool], [Int64?]).self)
        #expect(found.0 == Self.hostile)
        #expect(found.1 == optional)
        #expect(found.2 == bytes)
        #expect(found.3 == ids)
        #expect(found.4 == [Int64.min, 0, Int64.max])
        #expect(found.5 == [true, false])
        #expect(found.6 == [nil, 7])
    }

    @Test func numbersComeBackAsTheyWent() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let row = try #require(
            await connection.run(
                """
                SELECT \(Int.min)::bigint, \(Int.max)::bigint, \(Int32.min)::int, \(0.1)::float8,
                    \(-Double.infinity)::float8, \(true)::bool, \([UInt8]([0, 10, 255]))::bytea, \(nil as Int?)::int
                """
            ).first)
        let found = try row.decode((Int, Int64, Int32, Double, Double, Bool, [UInt8], Int?).self)
        #expect(found.0 == Int.min && found.1 == Int64.max && found.2 == Int32.min)
        #expect(found.3 == 0.1 && found.4 == -Double.infinity && found.5)
        #expect(found.6 == [0, 10, 255] && found.7 == nil)
    }

    @Test func emptyAndOneElementArraysAreNotMixedUp() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let row = try #require(
            await connection.run("SELECT \([] as [String])::text[], \([""])::text[], \([] as [UInt8])::bytea").first)
        let found = try row.decode(([String], [String], [UInt8]).self)
        #expect(found.0 == [] && found.1 == [""] && found.2 == [])
    }

    @Test func aNULByteIsRefusedAndNeverCutsAValueShort() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        await #expect(throws: PostgresError.self) { try await connection.run("SELECT \("before\0after")::text") }
        #expect(try await connection.run("SELECT 1").first?.decode(Int.self) == 1)
    }

    @Test func aColumnThatDoesNotFitIsNamedWithoutItsValue() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let row = try #require(
            await connection.run("SELECT 1 AS one, '13800000000'::text AS phone, NULL AS none").first)
        for attempt in [{ _ = try row.decode((Int, UUID).self) }, { _ = try row.decode((Int, String, String).self) }] {
            let error = #expect(throws: RowError.self) { try attempt() }
            #expect(error.map { "\($0)".contains("13800000000") } == false)
            #expect(error?.name == "phone" || error?.name == "none")
        }
        #expect(throws: RowError.self) { try row.decode((Int, String, Int?, Int).self) }
    }

    @Test(arguments: ["9223372036854775808", "-", "", "12a", "１"])
    func whatIsNoIntegerIsRefused(text: String) async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let row = try #require(await connection.run("SELECT \(text)::text").first)
        #expect(throws: RowError.self) { try row.decode(Int.self) }
    }

    @Test func errorsQuoteNoValues() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let secret = "1380000\"0000"
        let error = await #expect(throws: PostgresError.self) { try await connection.run("SELECT \(secret)::int") }
        #expect(error?.sqlstate == "22P02")
        #expect(error.map { "\($0)".contains("1380000") || "\($0)".contains("0000\"") } == false)
        #expect(error?.fileID.hasSuffix("ValueTests.swift") == true)
    }

    @Test func anEnumWithARawValueNeedsNoCode() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let found = try await connection.run("SELECT \(Colour.red)::text").first?.decode(Colour.self)
        #expect(found == .red)
        let blue = try #require(await connection.run("SELECT 'mauve'").first)
        #expect(throws: RowError.self) { try blue.decode(Colour.self) }
    }

    enum Colour: String, SQLBindable, SQLDecodable { case red }
}
