import CallbackSurveyService
import Contracts
import Foundation
import HTTP
import Messaging
import Sealing
import ServiceKit
import TestSupport
import Testing

@testable import OperatorService

/// The five services in one process on a simulated clock.
@Suite(.serialized) struct SeasonTests {
    @Test func oneSeedEndsInTheSameLedger() async throws {
        var settings = SimulationSettings(deploy: Stack.deploy)
        settings.appeals = 8
        settings.shows = 2
        settings.seed = 7
        // Much goes wrong, so that a small season has some of everything.
        settings.temper.lateAnswer = 40
        settings.temper.notSolved = 30
        var outcomes: [[SeasonOutcome]] = []
        for _ in 1...2 {
            let stack = try await Stack()
            let run = SimulationRun(settings: settings, namespace: stack.namespace + "s")
            outcomes.append(try await run.run(over: Self.connections(stack), .silent))
        }
        #expect(outcomes[0].map(\.json) == outcomes[1].map(\.json))
        #expect(outcomes[0].map(\.district.id.rawValue) == ["doumen", "changzhou"])
        for outcome in outcomes[0] { Self.check(outcome.ledger, appeals: 16) }
        #expect(outcomes[0][0].ledger.lettersIssued > 0)
        // Letters are answered and then reported.
        for rule in ["DM-28", "DM-29"] {
            #expect(outcomes[0][0].ledger.rules.contains { $0.rule == RuleID(rule) && $0.met > 0 }, "\(rule)")
        }
    }

    /// A season that was played to its end: everything is answered, asked about and closed, and the sums agree.
    private static func check(_ ledger: SeasonLedger, appeals: Int) {
        #expect(ledger.appeals == appeals)
        #expect(ledger.byCategory.values.reduce(0, +) == appeals)
        #expect(ledger.byOnAirOutcome.values.reduce(0, +) == appeals)
        #expect(ledger.answered.inTime > 0 && ledger.answered.late > 0)
        #expect(ledger.answered.inTime + ledger.answered.late == ledger.dispatched)
        #expect(ledger.closed.inTime + ledger.closed.late == ledger.dispatched)
        #expect(ledger.missed > 0 && ledger.missed == ledger.rules.reduce(0) { $0 + $1.missed })
        #expect(ledger.rules.allSatisfy { $0.set == $0.met + $0.missed + $0.cancelled }, "\(ledger.rules)")
        let callbacks = ledger.callbacks
        #expect(callbacks.open == 0 && callbacks.solved > 0 && callbacks.notSolved + callbacks.partlySolved > 0)
        #expect(ledger.satisfaction.asked == callbacks.solved + callbacks.partlySolved + callbacks.notSolved)
        #expect(ledger.reworkRequested + ledger.supervisionRequested > 0)
        #expect(!ledger.lookNext.isEmpty)
    }

    static func connections(_ stack: Stack) -> StackConnections {
        StackConnections(
            namespace: stack.namespace, postgres: stack.environment, broker: stack.broker.environment, passwords: [:])
    }

    struct Vector: CustomTestStringConvertible, Sendable {
        let rule: String
        let clock: String
        let district: String
        let category: String
        let at: String
        let due: String

        var testDescription: String { "\(rule) from \(at)" }
    }

    static let vectors = [
        Vector(
            rule: "DM-25", clock: "consultation", district: "doumen", category: "consultation", at: "2016-06-07T17:35",
            due: "2016-06-12T17:30"),
        Vector(
            rule: "DM-26", clock: "complaint", district: "doumen", category: "complaint", at: "2016-06-07T17:40",
            due: "2016-06-15T17:30"),
        Vector(
            rule: "DM-26", clock: "complaint", district: "doumen", category: "complaint", at: "2016-09-27T17:40",
            due: "2016-10-09T17:30"),
        Vector(
            rule: "CZ-56", clock: "answer", district: "changzhou", category: "suggestion", at: "2020-04-23T10:00",
            due: "2020-04-27T17:30"),
        Vector(
            rule: "CZ-56", clock: "answer", district: "changzhou", category: "consultation", at: "2020-04-29T10:00",
            due: "2020-05-07T17:30"),
        Vector(
            rule: "CZ-44", clock: "close", district: "changzhou", category: "complaint", at: "2020-05-14T10:00",
            due: "2020-06-28T17:30"),
        Vector(
            rule: "CZ-44", clock: "close", district: "changzhou", category: "complaint", at: "2020-08-27T10:00",
            due: "2020-10-14T17:30"),
    ]

    @Test("CZ-44, CZ-56, DM-25, DM-26: the golden dates, through intake, dispatch and the watcher")
    func goldenDatesComeThroughTheServices() async throws {
        let clock = ManualClock(Self.instant("2016-06-01T09:00"))
        let played = try ["doumen", "changzhou"].map { try PlayedDistrict($0, deploy: Stack.deploy) }
        let (ensemble, performer) = try await Self.ensemble(of: played, clock)
        try await ensemble.run {
            try await performer.give(played, to: ensemble)
            for vector in Self.vectors {
                clock.advance(to: Self.instant(vector.at))
                #expect(try await Self.due(of: vector, ensemble, performer) == Self.instant(vector.due), "\(vector)")
            }
        }
    }

    /// Show, clock, due: what is counted backwards, on and around holidays and make-up days.
    static let shows = [
        ("2020-04-09", "prep-meeting", "2020-04-03T09:00"), ("2020-04-29", "prep-meeting", "2020-04-26T09:00"),
        ("2020-06-23", "prep-meeting", "2020-06-18T09:00"), ("2020-07-14", "prep-meeting", "2020-07-09T09:00"),
        ("2020-12-15", "prep-meeting", "2020-12-10T09:00"), ("2020-12-29", "prep-meeting", "2020-12-24T09:00"),
        ("2020-05-14", "prep-meeting", "2020-05-11T09:00"),
        // 30 working days before is 02-13, before the rules themselves (X02).
        // The same for the next four: 02-20, 02-26, 03-04 and 03-11.
        ("2020-03-26", "contacts", "2020-03-25T17:30"), ("2020-04-02", "contacts", "2020-04-01T17:30"),
        ("2020-04-09", "contacts", "2020-04-08T17:30"), ("2020-04-16", "contacts", "2020-04-15T17:30"),
        ("2020-04-23", "contacts", "2020-04-22T17:30"), ("2020-05-14", "contacts", "2020-03-31T17:30"),
    ]

    @Test("CZ-30, CZ-33, X02, X03: the golden dates of shows, from the season's file through intake and the watcher")
    func goldenDatesOfShowsComeThroughTheServices() async throws {
        let clock = ManualClock(Self.instant("2020-03-16T09:00"))
        let played = [try PlayedDistrict("changzhou", deploy: Stack.deploy)]
        let (ensemble, performer) = try await Self.ensemble(of: played, clock)
        try await ensemble.run {
            try await performer.give(played, to: ensemble)
            try await performer.giveSeason(of: played[0], to: ensemble)
            for (show, name, due) in Self.shows {
                let answer = Answer(
                    try await performer.asOperator(
                        .get, "/v1/districts/changzhou/broadcasts/\(show)/deadlines", to: .deadlineWatcher))
                let found = answer.objects("deadlines").filter { $0["clock"] as? String == name }
                #expect(!found.isEmpty)
                for deadline in found {
                    #expect(
                        (deadline["due"] as? String).flatMap { Instant(rfc3339: $0) } == Self.instant(due), "\(show)")
                }
            }
        }
    }

    /// When the vector's clock is due for an appeal that is registered, and sent out, now.
    private static func due(
        of vector: Vector, _ ensemble: Ensemble, _ performer: Performer
    ) async throws -> Instant? {
        let unit = vector.district == "doumen" ? "jingan" : "xinbei"
        let base = "/v1/districts/\(vector.district)"
        let body = #"{"category":"\#(vector.category)","unit":"\#(unit)","text":"道路积水"}"#
        let registered = Answer(try await performer.asOperator(.post, "\(base)/appeals", body, to: .intake))
        try await ensemble.flight.untilStill()
        let answer = Answer(
            try await performer.asOperator(
                .get, "\(base)/cases/\(registered["case"])/deadlines", to: .deadlineWatcher))
        let deadlines = answer.objects("deadlines")
        let found = deadlines.first { $0["rule"] as? String == vector.rule }
        return (found?["due"] as? String).flatMap { Instant(rfc3339: $0) }
    }

    static func ensemble(
        of played: [PlayedDistrict], _ clock: ManualClock
    ) async throws -> (Ensemble, Performer) {
        let stack = try await Stack()
        let tokens = try SimulatedTokens(of: played.map(\.district))
        let folder = stack.folder.path
        let master = try MasterKey.readOrCreate(folder + "/master")
        let ensemble = try await Ensemble(
            EnsembleSettings(
                namespace: stack.namespace + "s", administrator: stack.database, kafka: stack.kafka, clock: clock,
                keys: try KeyRing(file: folder + "/keys", purpose: .personal, master: master),
                vault: try KeyRing(file: folder + "/vault", purpose: .vault, master: master), tokens: tokens.accepted,
                environment: Ensemble.whollyHeard))
        return (ensemble, Performer(ensemble: ensemble, tokens: tokens))
    }

    static func instant(_ local: String) -> Instant { Instant(rfc3339: "\(local):00+08:00") ?? .earliest }
}
