import CallbackSurveyService
import Contracts
import Foundation
import RulePacks

/// How a season ended: its ledger as callback-survey keeps it, and what was played.
struct SeasonOutcome: Sendable {
    let district: District
    let shows: Int
    let acts: Int
    /// Instants at which the clock has stood.
    let instants: Int
    let ledger: SeasonLedger
    /// When the season was played to its end, on the simulated clock.
    let endedAt: Instant

    init(of district: District, _ course: SeasonCourse, at now: Instant, read performer: Performer) async throws {
        self.district = district
        shows = course.shows.count
        acts = course.acts
        instants = course.instants
        endedAt = now
        let answer = try await performer.asOperator(
            .get, "/v1/districts/\(district.id)/ledger", to: .callbackSurvey)
        ledger = try JSONDecoder().decode(SeasonLedger.self, from: Data(answer.body))
    }

    /// One object on one line.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Numbers and texts always encode.
        let data = try? encoder.encode(ledger)
        return #"{"district":"\#(district.id)","shows":\#(shows),"acts":\#(acts),"ledger":"#
            + (data.map { String(decoding: $0, as: UTF8.self) } ?? "null") + "}"
    }

    /// For people, Chinese first.
    var lines: [String] {
        let title = district.pack.identity.title
        var lines = ["", "台账 · \(title.zh) — season ledger, \(title.en) (\(district.pack.version))"]
        let categories = ledger.byCategory.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines.append(row("诉求", "appeals", "\(ledger.appeals) in \(shows) shows: " + categories.joined(separator: ", ")))
        let outcomes = ledger.byOnAirOutcome.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines.append(row("直播", "on air", outcomes.joined(separator: ", ")))
        lines.append(row("答复", "answered", timeliness(ledger.answered)))
        lines.append(row("办结", "closed", timeliness(ledger.closed)))
        lines.append(row("超时", "missed", "\(ledger.missed)"))
        for rule in ledger.rules where rule.missed > 0 || rule.withdrawn > 0 {
            let withdrawn = rule.withdrawn > 0 ? ", \(rule.withdrawn) withdrawn" : ""
            lines.append("    \(rule.rule) \(clause(of: rule.rule)): \(rule.missed) of \(rule.set)\(withdrawn)")
        }
        lines.append(row("督办函", "letters", "\(ledger.lettersIssued)"))
        lines.append(
            row(
                "二次留单", "rework", "\(ledger.reworkRequested) ordered, \(ledger.supervisionRequested) to supervision"))
        lines.append(row("满意度", "satisfaction", satisfaction))
        lines.append(row("关注", "where to look next", ledger.lookNext.isEmpty ? "no unit missed anything" : ""))
        for unit in ledger.lookNext.prefix(5) {
            let name = district.units[unit.unit]?.name ?? unit.unit.rawValue
            lines.append(
                "    \(name) (\(unit.unit)): \(unit.missed) missed of \(unit.dispatched) work orders, "
                    + "\(unit.unsatisfied) not satisfied")
        }
        return lines
    }

    private func row(_ chinese: String, _ english: String, _ text: String) -> String {
        "  \(chinese) \(english): \(text)"
    }

    private func timeliness(_ value: SeasonLedger.Timeliness) -> String {
        "\(value.inTime + value.late) of \(ledger.dispatched) work orders, \(value.inTime) in time, \(value.late) late"
    }

    private func clause(of rule: RuleID) -> String {
        guard let clock = district.pack.clocks.first(where: { $0.rule == rule }) else { return "" }
        return "\(clock.title.zh) (\(clock.clause))"
    }

    private var satisfaction: String {
        let value = ledger.satisfaction
        let waived = ledger.callbacks.waived.values.reduce(0, +)
        let share = value.share.map { String(format: "%.1f %%", $0 * 100) } ?? "—"
        let score = value.averageScore.map { String(format: ", %.2f of 5", $0) } ?? ""
        return "\(share) solved (\(value.solved) of \(value.asked) asked)\(score), partly \(value.partlySolved), "
            + "not reached \(ledger.callbacks.unreachable), waived \(waived)"
    }
}
