import Contracts
import HTTP
import Messaging
import ServiceKit
import TestSupport
import Testing

@testable import OperatorService

/// The third district in the running services, told all that an operator tells of a district.
struct ElsewhereTown: Sendable {
    private static let base = "/v1/districts/elsewhere"

    let ensemble: Ensemble
    let performer: Performer
    let clock: ManualClock

    static func run(from start: String, _ body: @escaping @Sendable (ElsewhereTown) async throws -> Void) async throws {
        let clock = ManualClock(try instant(start))
        let files = try Elsewhere.read()
        let (ensemble, performer) = try await SeasonTests.ensemble(of: [files], clock)
        try await ensemble.run {
            try await performer.give([files], to: ensemble)
            try await performer.giveSeason(of: files, to: ensemble)
            try await body(ElsewhereTown(ensemble: ensemble, performer: performer, clock: clock))
        }
    }

    /// By the district's own zone.
    static func instant(_ local: String) throws -> Instant { try #require(Instant(rfc3339: "\(local):00+09:00")) }

    static func unit(_ id: String) -> Act.Person { .unit(DistrictID("elsewhere"), UnitID(id)) }

    /// - Throws: `Unexpected` for whatever is refused.
    @discardableResult
    func ask(
        _ method: HTTP.Method, _ path: String, of service: ServiceName, _ body: String = "",
        by person: Act.Person = .operator
    ) async throws -> Answer {
        let answer = try await attempt(method, path, of: service, body, by: person)
        guard (200..<300).contains(answer.status) else { throw Unexpected(answer) }
        return answer
    }

    /// What is answered, a refusal too.
    func attempt(
        _ method: HTTP.Method, _ path: String, of service: ServiceName, _ body: String = "",
        by person: Act.Person = .operator
    ) async throws -> Answer {
        var headers: Headers = ["Content-Type": "application/json"]
        if let token = performer.tokens.token(of: person) { headers["Authorization"] = "Bearer \(token)" }
        let request = try Request(method, "\(Self.base)/\(path)", headers: headers, body: Array(body.utf8))
        let answer = Answer(await ensemble[service].router.handle(request))
        try await ensemble.flight.untilStill()
        return answer
    }

    /// Time passes; what falls due is done.
    func pass(to local: String) async throws {
        let instant = try Self.instant(local)
        clock.advance(to: instant)
        var done = 0
        repeat {
            try await ensemble.flight.untilStill()
            done = 0
            for member in ensemble.members {
                member.progress.confirm(at: instant)
                for work in member.dueWork { done += try await work.run(at: instant) }
                done += try await member.deliver()
            }
        } while done > 0
    }

    /// The deadlines of a rule in a case, the first set first.
    func deadlines(_ rule: String, of id: String) async throws -> [Deadline] {
        try await ask(.get, "cases/\(id)/deadlines", of: .deadlineWatcher).objects("deadlines")
            .filter { $0["rule"] as? String == rule }.map(Deadline.init)
    }

    struct Deadline {
        let status: String
        let due: Instant?
        let originalDue: Instant?
        let chinese: String

        init(_ json: [String: Any]) {
            let instant = { (name: String) in (json[name] as? String).flatMap { Instant(rfc3339: $0) } }
            status = json["status"] as? String ?? ""
            (due, originalDue) = (instant("due"), instant("originalDue"))
            chinese = (json["explanation"] as? [String: Any])?["zh"] as? String ?? ""
        }
    }
}
