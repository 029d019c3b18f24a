import Contracts
import Foundation
import RulePacks
import ServiceKit

/// Plays one show at the real clock against a running stack.
struct LiveBroadcast: Sendable {
    let settings: StackSettings
    let connections: StackConnections
    let district: District
    var calls = 300
    var seconds = 60

    /// - Returns: the figures at the end.
    /// - Throws: `CommandFailure` when messages are still open long behind it.
    func play(_ terminal: Terminal) async throws -> LiveFigures {
        let begin = SystemClock().now()
        let show = LiveShow(of: district, at: begin)
        let performer = try LivePerformer(settings)
        let base = "/v1/districts/\(district.id)"
        let broadcast = "\(base)/broadcasts/\(show.broadcast.id)"
        let names = show.broadcast.units.compactMap { district.units[$0]?.name }.joined(separator: "、")
        terminal.say("\(district.pack.programme.title.zh), \(show.broadcast.day): \(names) on air for \(seconds) s")
        try await announce(show, performer, at: "\(base)/season")
        try await turn("open", broadcast, performer)
        do {
            return try await onAir(show, performer, at: broadcast, since: begin, terminal)
        } catch {
            // Nobody else closes a show that was opened by hand, and until then what was raised on air waits (CZ-42).
            do {
                try await turn("close", broadcast, performer)
            } catch let second {
                terminal.complain("while closing the show: \(second)")
            }
            throw error
        }
    }

    /// Opens or closes the show. A task of its own, which is awaited but not cancelled with this one: once begun, it is done.
    private func turn(_ word: String, _ broadcast: String, _ performer: LivePerformer) async throws {
        try await Task { try await performer.request(.post, .intake, "\(broadcast)/\(word)") }.value
    }

    /// The calls, the close, and the table until everything has come through.
    private func onAir(
        _ show: LiveShow, _ performer: LivePerformer, at broadcast: String, since begin: Instant, _ terminal: Terminal
    ) async throws -> LiveFigures {
        let counter = try await LiveCounter(connections, since: begin)
        let table = LiveTable()
        for line in table.head { terminal.say(line) }
        let clock = ContinuousClock.now
        let figures = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await callIn(show, performer, from: clock)
                // Whoever called last has hung up: what was raised on air goes out now.
                try await turn("close", broadcast, performer)
            }
            let figures = try await watch(counter, table, from: clock, terminal)
            try await group.waitForAll()
            return figures
        }
        await counter.close()
        return figures
    }

    /// Intake hears of the units over the broker; until then it does not know them.
    private func announce(_ show: LiveShow, _ performer: LivePerformer, at path: String) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try await performer.request(.put, .intake, path, show.season)
            } catch let failure as CommandFailure {
                guard ContinuousClock.now < deadline else { throw failure }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// A line every two seconds, until the show is over and everything has come through.
    private func watch(
        _ counter: LiveCounter, _ table: LiveTable, from begin: ContinuousClock.Instant, _ terminal: Terminal
    ) async throws -> LiveFigures {
        var last = LiveFigures()
        while true {
            let figures = try await counter.look()
            let second = Int((ContinuousClock.now - begin) / .seconds(1))
            terminal.say(table.line(second, figures))
            if try figures.isThrough(after: last, late: second - seconds) { return figures }
            last = figures
            try await Task.sleep(for: .seconds(2))
        }
    }

    /// Calls come at uneven times, several at once.
    private func callIn(_ show: LiveShow, _ performer: LivePerformer, from begin: ContinuousClock.Instant) async throws
    {
        var lot = Lot(show.seed, "times")
        let times = (0..<calls).map { _ in lot.share() * Double(seconds) }.sorted()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (act, time) in zip(show.calls(calls), times) {
                try await Task.sleep(until: begin + .seconds(time), clock: .continuous)
                group.addTask { try await performer.send(act) }
            }
            try await group.waitForAll()
        }
    }
}
