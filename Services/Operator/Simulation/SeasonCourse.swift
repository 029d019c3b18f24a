import Contracts
import Foundation
import HTTP
import RulePacks

/// One season as it is being played: what is to come, and what came of what was done.
struct SeasonCourse: Sendable {
    let shows: [Season.Broadcast]
    var town: Town
    var agenda = Agenda()
    private(set) var acts = 0
    /// Instants at which the clock has stood.
    var instants = 0
    /// Acts that met a state which did not allow them and were put off, by what they were.
    private(set) var putOff = 0

    init(shows: [Season.Broadcast], town: Town) {
        self.shows = shows
        self.town = town
    }

    /// Long enough for everything to come to its end: the longest limits of known packs are thirty working days.
    var end: Instant { (shows.last?.closesAt ?? .earliest).advanced(bySeconds: 150 * 86_400) }

    mutating func hear(_ facts: [SaidFact], at now: Instant) throws {
        let own = facts.filter { $0.district == town.district.id }
        for (act, at) in try town.hear(own, at: now) { agenda.plan(act, at: max(at, now)) }
    }

    /// What follows from an answer.
    ///
    /// - Throws: `CommandFailure` for an answer that no person would get: then the product or the simulation is wrong.
    mutating func settle(_ act: Act, _ answer: Response, at now: Instant) throws {
        acts += 1
        switch answer.status {
        case 200..<300: try follow(act, answer, at: now)
        case 409 where act.purpose != .raise && act.refusals < 400:
            // Something else must come first, or it was done already: look again at the next half hour.
            putOff += 1
            var again = act
            again.refusals += 1
            if !answer.isSettled { agenda.plan(again, at: town.office.following(now)) }
        default:
            throw CommandFailure(
                "simulation: \(act.service.rawValue) answered \(act.purpose) at \(now) with \(answer.status): "
                    + answer.text)
        }
    }

    private mutating func follow(_ act: Act, _ answer: Response, at now: Instant) throws {
        switch act.purpose {
        case .raise:
            let receipt = try JSONDecoder().decode(Receipt.self, from: Data(answer.body))
            guard receipt.missing.contains("category") else { return }
            let amend = Act(
                district: act.district, person: .operator, purpose: .amend, service: .intake,
                path: "cases/\(receipt.caseNumber):amend", body: #"{"category":"complaint"}"#,
                idempotencyKey: (act.idempotencyKey ?? "") + "-category")
            agenda.plan(amend, at: town.office.later(by: 5, than: now))
        case .attempt(let callback):
            for (act, at) in town.again(callback, at: now) { agenda.plan(act, at: at) }
        default: break
        }
    }

    private struct Receipt: Decodable {
        let caseNumber: CaseNumber
        let missing: [String]
    }

    func progress(at now: Instant, isOver: Bool) -> SimulationProgress {
        SimulationProgress(
            district: town.district.pack.identity.title.zh, day: now.rfc3339.prefix(10).description,
            shows: shows.count { $0.closesAt <= now }, showsInAll: shows.count, acts: acts, isOver: isOver)
    }
}

extension Response {
    /// Whether a refused act need not be tried again: its matter is over.
    fileprivate var isSettled: Bool {
        let words = text
        return ["closed", "cancelled", "completed", "concluded", "linked", "withdrawn"].contains { words.contains($0) }
    }
}
