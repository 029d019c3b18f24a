import Contracts
import Foundation
import HTTP
import Messaging
import RulePacks
import ServiceKit
import WorkingCalendar

/// Whole seasons on a simulated clock, through the same services, database and broker as ever.
///
/// The clock moves only when nothing is in flight, to the next due instant or the next act of a person.
struct Simulation: Sendable {
    let settings: SimulationSettings
    let files: [PlayedDistrict]
    let calendars: PublishedCalendars
    let clock: ManualClock
    let performer: Performer
    private var reader = FactReader()
    private var dues = DueBook()
    /// How much had been recorded when the journals were last read.
    private var heard = 0

    private var ensemble: Ensemble { performer.ensemble }

    init(
        _ settings: SimulationSettings, files: [PlayedDistrict], clock: ManualClock, performer: Performer
    ) throws {
        self.settings = settings
        self.files = files
        self.clock = clock
        self.performer = performer
        calendars = try PublishedCalendars(deploy: settings.deploy)
    }

    /// The morning before everything.
    static func start(of files: [PlayedDistrict]) -> Instant {
        let first = files.flatMap { $0.district.season.broadcasts }.map(\.opensAt).min() ?? .earliest
        return first.advanced(bySeconds: -14 * 86_400)
    }

    /// Plays every district's season, one after the other in time.
    mutating func run(_ report: @Sendable (SimulationProgress) -> Void) async throws -> [SeasonOutcome] {
        var outcomes: [SeasonOutcome] = []
        for files in files.sorted(by: { Self.start(of: [$0]) < Self.start(of: [$1]) }) {
            outcomes.append(try await play(files, report))
        }
        return outcomes
    }

    private mutating func play(
        _ files: PlayedDistrict, _ report: @Sendable (SimulationProgress) -> Void
    ) async throws -> SeasonOutcome {
        let district = files.district
        let start = Self.start(of: [files])
        // A year's tables come one after the other, each on its day when the clock has not passed it.
        let known = calendars.issued(by: start, year: files.year)
        for calendar in known {
            clock.advance(to: min(calendar.at, start))
            try await publish(calendar)
        }
        clock.advance(to: start)
        try await load(files)
        var course = SeasonCourse(
            shows: Array(district.season.broadcasts.prefix(settings.shows ?? Int.max)),
            town: Town(
                district: district, calendar: try planning(of: files, by: known.last), seed: settings.seed,
                temper: settings.temper))
        let callers = Callers(district: district, seed: settings.seed, appeals: settings.appeals)
        for show in course.shows { for (act, at) in callers.acts(of: show) { course.agenda.plan(act, at: at) } }
        while let next = try await nextInstant(course), next <= course.end {
            if let calendar = calendars.next(after: clock.now()), calendar.at <= next {
                clock.advance(to: calendar.at)
                try await publish(calendar)
            }
            clock.advance(to: next)
            try Task.checkCancellation()
            try await step(&course)
            course.instants += 1
            report(course.progress(at: clock.now(), isOver: false))
        }
        report(course.progress(at: clock.now(), isOver: true))
        return try await SeasonOutcome(of: district, course, at: clock.now(), read: performer)
    }

    /// People plan by the calendar that is in force at the beginning.
    private func planning(of files: PlayedDistrict, by entry: PublishedCalendars.Entry?) throws -> WorkingCalendar {
        guard let entry else {
            throw CommandFailure("deploy/calendar holds no table for \(files.year)", exitCode: 2)
        }
        return files.district.pack.hours.calendar(over: try CalendarTable(csv: entry.text, version: entry.version))
    }

    // MARK: one instant

    /// The next act of a person or the next due instant. What the deadline watcher does by time waits until the half
    /// hour, for nobody acts in between and its events carry the instant that was due, whenever it looks.
    private mutating func nextInstant(_ course: SeasonCourse) async throws -> Instant? {
        var next = course.agenda.next
        try await dues.look(at: ensemble.members)
        for member in ensemble.members {
            guard var due = dues[member] else { continue }
            if member.name == ServiceName.deadlineWatcher.rawValue { due = OfficeHours.roundedUp(due) }
            next = next.map { min($0, due) } ?? due
        }
        return next
    }

    /// Everything that happens at this instant, until nothing more does.
    private mutating func step(_ course: inout SeasonCourse) async throws {
        let now = clock.now()
        // All is still, so everything that was said before has been heard.
        try await settle(at: now)
        while true {
            // What falls due comes first: a show is open when its first caller is put through.
            let done = try await runDueWork(at: now)
            if done > 0 { try await settle(at: now) }
            let acts = course.agenda.take(upTo: now).filter(course.town.isStillMeant)
            for (act, answer) in try await performer.perform(acts) { try course.settle(act, answer, at: now) }
            for act in acts { dues.note(act.service.rawValue) }
            if !acts.isEmpty { try await settle(at: now) }
            let facts = try await newFacts()
            try course.hear(facts, at: now)
            if done == 0, acts.isEmpty, facts.isEmpty, course.agenda.next.map({ $0 > now }) ?? true { return }
        }
    }

    private mutating func newFacts() async throws -> [SaidFact] {
        let recorded = ensemble.flight.recordedInAll
        guard recorded != heard else { return [] }
        heard = recorded
        return try await reader.next(of: ensemble.members)
    }

    /// Waits until nothing is in flight; then every service has heard everything up to now.
    private func settle(at now: Instant) async throws {
        try await ensemble.flight.untilStill()
        for member in ensemble.members { member.progress.confirm(at: now) }
    }

    private mutating func runDueWork(at now: Instant) async throws -> Int {
        var total = 0
        try await dues.look(at: ensemble.members)
        for member in ensemble.members {
            if dues.takeDelivery(of: member) { while try await member.deliver() > 0 { total += 1 } }
            guard let due = dues[member], due <= now else { continue }
            for work in member.dueWork {
                while true {
                    let count = try await work.run(at: now)
                    if count == 0 { break }
                    total += count
                }
            }
            dues.note(member.name)
        }
        return total
    }

    // MARK: what is loaded

    private mutating func load(_ files: PlayedDistrict) async throws {
        let district = files.district
        let base = "/v1/districts/\(district.id)"
        _ = try await performer.asOperator(
            .put, "\(base)/rule-packs/\(district.pack.version)", type: "application/yaml", files.pack, to: .intake)
        try await settle(at: clock.now())
        _ = try await performer.asOperator(.put, "\(base)/units", type: "application/yaml", files.units, to: .dispatch)
        try await settle(at: clock.now())
        _ = try await performer.asOperator(.put, "\(base)/season", type: "text/csv", files.season, to: .intake)
        try await settle(at: clock.now())
        for member in ensemble.members { dues.note(member.name) }
    }

    private mutating func publish(_ entry: PublishedCalendars.Entry) async throws {
        _ = try await performer.asOperator(
            .put, "/v1/calendars/\(entry.version)", type: "text/csv", entry.text, to: .intake)
        try await settle(at: clock.now())
        for member in ensemble.members { dues.note(member.name) }
    }
}
