import Contracts
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct JournalTests {
    @Test func anEventIsWrittenWithItsStateOrNotAtAll() async throws {
        let post = try await Post()
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
            try await post.store.record(in: Post.district) { transaction, journal in
                try transaction.run("INSERT INTO heard (name) VALUES ('state')")
                try journal.events(causedBy: Cause(id: "c")).record(UnitChanged("water"), at: .sample)
                throw Refused()
            }
        }
        #expect(try await post.count("heard") == 0)
        #expect(try await post.count("journal") == 0)
        #expect(try await post.count("unsent") == 0)
        try await post.say(["water"])
        #expect(try await post.count("journal") == 1)
        #expect(try await post.count("unsent") == 1)
    }

    @Test func idsFollowFromCauseTypeAndOrdinal() async throws {
        let (one, other) = (try await Post(), try await Post())
        for post in [one, other] {
            try await post.say(["water", "roads"], cause: "cause-1")
            try await post.say(["water"], cause: "cause-2")
        }
        func ids(_ post: Post) async throws -> [String] {
            try await post.sql("SELECT event_id FROM journal ORDER BY position").map { try $0.decode(String.self) }
        }
        let found = try await ids(one)
        #expect(Set(found).count == 3)
        #expect(try await ids(other) == found)
        #expect(found[0] == (try DerivedID.make("cause-1", UnitChanged.type, "0")))
        #expect(found[1] == (try DerivedID.make("cause-1", UnitChanged.type, "1")))
        #expect(try DerivedID.make("ab", "c") != DerivedID.make("a", "bc"))
    }

    @Test func whatFollowsFromOneCaseLiesTogether() throws {
        let root = try DerivedID.make("appeal", "changzhou", "a key")
        let event = try DerivedID.make(root, UnitChanged.type, "0")
        let last = try DerivedID.make("ladder", event.uppercased(), "1")
        #expect(event.prefix(13) == root.prefix(13) && last.prefix(13) == root.prefix(13))
        #expect(Set([root, event, last].map { $0.suffix(22) }).count == 3)
        #expect([root, event, last].allSatisfy { Array($0)[14] == "8" && "89ab".contains(Array($0)[19]) })
        // What only looks like one lends nothing.
        let like = String(root.dropLast()) + "g"
        #expect(try DerivedID.make(like, "0").prefix(13) != root.prefix(13))
    }

    @Test func anEventThatNoBrokerTakesIsRefusedBeforeAnythingIsWritten() async throws {
        let post = try await Post()
        await #expect(throws: EventTooLarge.self) {
            try await post.store.record(in: Post.district) { transaction, journal in
                try transaction.run("INSERT INTO heard (name) VALUES ('state')")
                try journal.events(causedBy: Cause(id: "c")).record(
                    UnitChanged(unit: UnitID("water"), name: String(repeating: "水", count: 310_000)), at: .sample)
            }
        }
        #expect(try await post.count("heard") == 0)
        #expect(try await post.count("journal") == 0)
    }

    @Test func aTransactionHasOnePointerForEachTwoHundredAndFiftyEvents() async throws {
        let post = try await Post()
        try await post.say((0..<601).map { "unit-\($0)" })
        #expect(try await post.count("outbox") == 3)
        #expect(try await post.count("unsent") == 601)
        let sizes = try await post.sql("SELECT cardinality(positions) FROM outbox ORDER BY first_position")
        #expect(try sizes.map { try $0.decode(Int.self) } == [250, 250, 101])
    }

    @Test func statisticsAreRefreshedOnceForEachDoubling() async throws {
        let post = try await Post()
        let statistics = TableStatistics(post.store.database)
        _ = try await statistics.refresh()
        try await post.say((0..<400).map { "unit-\($0)" })
        #expect(try await statistics.refresh() > 0)
        #expect(try await statistics.refresh() == 0)
        let known = try await post.sql("SELECT count(*) FROM pg_stats WHERE tablename = 'journal_default'")
        #expect(try known.first?.decode(Int.self) ?? 0 > 5)
    }

    @Test func daysAreMadeAheadAndTakeTheirRows() async throws {
        let post = try await Post()
        let days = DayPartitions(post.store.database)
        let today = CivilDay(ofUTC: .sample)
        #expect(try await days.prepare(from: today) == 2 * DayPartitions.daysAhead)
        #expect(try await days.prepare(from: today) == 0)
        try await post.say(["water"])
        #expect(try await post.count("journal_20261126") == 1)
        #expect(try await post.count("journal_default") == 0)
        try await post.inbox().handle([try post.record(UnitChanged("water"))])
        #expect(try await post.count("inbox_20261126") == 1)
    }

    @Test func aDayThatHasRowsElsewhereIsPassedOverAndTheOthersAreMade() async throws {
        let post = try await Post()
        try await post.say(["water"])
        let made = try await DayPartitions(post.store.database).prepare(from: CivilDay(ofUTC: .sample), count: 3)
        #expect(made == 5)
        try await post.say(["roads"])
        #expect(try await post.count("journal") == 2)
    }

    @Test func manyInstancesMayPrepareAtOnce() async throws {
        let post = try await Post()
        let made = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { try await DayPartitions(post.store.database).prepare(from: CivilDay(ofUTC: .sample)) }
            }
            return try await group.reduce(0, +)
        }
        #expect(made == 2 * DayPartitions.daysAhead)
    }

    @Test func aServiceReachesADaysRowsThroughThePolicyAlone() async throws {
        let post = try await Post()
        try await DayPartitions(post.store.database).prepare(from: CivilDay(ofUTC: .sample))
        try await post.say(["water"])
        for table in ["journal_20261126", "journal_default", "inbox_default"] {
            let error = await #expect(throws: PostgresError.self) {
                try await post.store.database.run(SQL(stringLiteral: "SELECT count(*) FROM \(table)"))
            }
            #expect(error?.sqlstate == "42501")
        }
        let elsewhere = try await post.store.read(in: DistrictID("doumen")) {
            try $0.run("SELECT 1 FROM journal").count
        }
        #expect(elsewhere == 0)
    }
}
