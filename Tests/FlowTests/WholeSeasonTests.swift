import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

extension SeasonTests {
    @Test(
        "CZ-03, CZ-20, CZ-22: Changzhou's whole year 2020 and Doumen's half year of 2016, show by show: all are held, and nothing is lost"
    )
    func wholeSeasons() async throws {
        var settings = SimulationSettings(deploy: Stack.deploy)
        settings.appeals = 1
        // Late enough, often enough, for letters.
        settings.temper.lateAnswer = 25
        let stack = try await Stack()
        let namespace = stack.namespace + "s"
        let outcomes = try await SimulationRun(settings: settings, namespace: namespace).run(
            over: Self.connections(stack), .silent)
        #expect(outcomes.map(\.district.id.rawValue) == ["doumen", "changzhou"])
        let season = try #require(outcomes.last?.district.season)
        #expect(season.broadcasts.count == 40)
        #expect(season.broadcasts.reduce(0) { $0 + $1.units.count } == 49)
        for outcome in outcomes { try await PlayedSeason(outcome: outcome, stack: stack, namespace: namespace).check() }
        #expect(outcomes.reduce(0) { $0 + $1.ledger.lettersIssued } > 0)
        for service in ServiceName.allCases {
            for open in ["unsent", "held_messages", "journal WHERE type = '\(MessageParked.type)'"] {
                let count = try await stack.count("\(namespace)_\(service.words).\(open)")
                #expect(count == 0, "\(service.rawValue): \(open)")
            }
        }
    }
}

/// A season that was played to its end, and what the services have on record of it.
private struct PlayedSeason {
    let outcome: SeasonOutcome
    let stack: Stack
    let namespace: String

    func check() async throws {
        try await checkShows()
        try await checkMatters()
        try await checkMisses()
    }

    private func checkShows() async throws {
        let shows = outcome.district.season.broadcasts.count
        #expect(outcome.shows == shows)
        for event in ["BroadcastScheduled", "BroadcastOpened", "BroadcastClosed"] {
            #expect(try await said(event, by: .intake, "DISTINCT subject") == shows, "\(event)")
        }
        #expect(try await count(.intake, "broadcasts", "state <> 'closed'") == 0)
    }

    /// Each show has one caller, whose matter is answered, asked about and closed.
    private func checkMatters() async throws {
        let ledger = outcome.ledger
        #expect(ledger.appeals == outcome.shows)
        #expect(ledger.byCategory.values.reduce(0, +) == outcome.shows)
        #expect(ledger.byOnAirOutcome.values.reduce(0, +) == outcome.shows)
        #expect(try await said("AppealRegistered", by: .intake) == outcome.shows)
        #expect(try await count(.intake, "cases") == outcome.shows)
        let answered = ledger.answered.inTime + ledger.answered.late
        #expect(answered == ledger.closed.inTime + ledger.closed.late)
        // Beyond the first answer to each, one for each further round; an order that was passed on has none.
        #expect(answered == outcome.shows + ledger.reworkRequested)
        let passedOn = try await said("WorkOrderTransferred", by: .dispatch) + said("ObjectionDecided", by: .dispatch)
        #expect((answered...answered + passedOn).contains(ledger.dispatched))
        #expect(
            try await count(
                .dispatch, "cases AS c",
                """
                NOT EXISTS (SELECT FROM \(namespace)_dispatch.journal WHERE type = '\(WorkOrderClosed.type)'
                    AND subject = c.case_id::text)
                """) == 0)
        let callbacks = ledger.callbacks
        #expect(callbacks.open == 0)
        #expect(ledger.satisfaction.asked == callbacks.solved + callbacks.partlySolved + callbacks.notSolved)
        #expect(try await said("CallbackScheduled", by: .callbackSurvey) > 0)
    }

    private func checkMisses() async throws {
        let ledger = outcome.ledger
        #expect(ledger.missed == ledger.rules.reduce(0) { $0 + $1.missed })
        for rule in ledger.rules {
            #expect(rule.set == rule.met + rule.missed + rule.cancelled, "\(rule)")
            let missed = try await count(
                .deadlineWatcher, "deadlines",
                "status = 'missed' AND rule = '\(rule.rule)' AND clock NOT IN (\(preparations))")
            #expect(missed == rule.missed, "\(rule.rule)")
        }
        #expect(try await said("SupervisionLetterIssued", by: .deadlineWatcher) == ledger.lettersIssued)
        #expect(try await count(.deadlineWatcher, "deadlines", "status IN ('running', 'paused')") == 0)
        #expect(try await count(.deadlineWatcher, "case_states", "backlog IS NOT NULL") == 0)
        // The town's portal has not subscribed to the previews of months that Doumen's rules send it.
        #expect(try await count(.notifier, "deliveries", "state = 'failed' AND reason <> 'noSubscription'") == 0)
    }

    /// Clocks of what units owe for shows: the ledger is of citizens' matters.
    private var preparations: String {
        let names = outcome.district.pack.clocks.filter { $0.per == .broadcast }.map { "'\($0.name)'" }
        return (names + ["''"]).joined(separator: ",")
    }

    private func said(_ event: String, by service: ServiceName, _ what: String = "*") async throws -> Int {
        try await number("count(\(what))", service, "journal", "type = 'hotline.\(event)'")
    }

    private func count(_ service: ServiceName, _ table: String, _ condition: String = "true") async throws -> Int {
        try await number("count(*)", service, table, condition)
    }

    private func number(
        _ figure: String, _ service: ServiceName, _ table: String, _ condition: String
    ) async throws -> Int {
        let rows = try await stack.sql(
            """
            SELECT \(figure) FROM \(namespace)_\(service.words).\(table)
            WHERE district = '\(outcome.district.id)' AND \(condition)
            """)
        return try rows.first?.decode(Int.self) ?? -1
    }
}
