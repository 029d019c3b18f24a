import Contracts
import DistrictRegister
import HTTP
import Messaging
import Postgres
import RulePacks
import Sealing
import WorkingCalendar

/// One report about one callback: what is done with it in a transaction.
struct Report: Sendable {
    let callback: CallbackID
    let district: DistrictID
    let kit: SurveyKit
    let now: Instant
    let traceparent: String?

    /// A call that nobody took; after the last one the citizen counts as unreachable.
    ///
    /// - Parameters:
    ///   - number: the attempt's number, where the caller counts: a lower one than expected is a repeat.
    ///   - request: derived from the idempotency key.
    /// - Throws: `Problem` 409, and 422 for a key that named another attempt; then the key is used by nothing.
    func attempt(
        _ number: Int?, request: String?, in transaction: borrowing Transaction, _ journal: Journal
    ) throws -> Callback {
        var callback = try locked(in: transaction)
        if try isRepeat(number, request, of: callback, in: transaction) { return callback }
        guard callback.state == .open else { throw Self.over(callback) }
        if let number, number != callback.attempts + 1 {
            throw Problem.conflict("The next attempt is number \(callback.attempts + 1).")
        }
        guard callback.attempts == 0 || now >= callback.nextAttemptAt else {
            throw Problem.conflict("The next attempt is not before \(callback.nextAttemptAt).")
        }
        let rules = try transaction.survey(of: callback.case, in: district, kit.register).rules
        callback.attempts += 1
        try transaction.insertAttempt(of: callback, in: district, at: now)
        if callback.attempts >= rules.pack.callback.attempts {
            try complete(&callback, Verdict(outcome: .unreachable), in: transaction, journal)
        } else {
            callback.nextAttemptAt = try Self.next(after: now, under: rules)
            try transaction.store(callback, of: district, at: now)
        }
        return callback
    }

    /// What the citizen said, and what follows from it.
    func outcome(
        _ said: OutcomeDraft.Checked, in transaction: borrowing Transaction, _ journal: Journal
    ) throws -> Callback {
        var callback = try locked(in: transaction)
        if callback.verdict == said.verdict { return callback }
        guard callback.state == .open else { throw Self.over(callback) }
        let survey = try transaction.survey(of: callback.case, in: district, kit.register)
        callback.attempts += 1
        callback.saidBy = .operator
        callback.consequence = Consequence.of(
            said.verdict, round: callback.round, under: survey.rules.pack.rework)
        let note = try said.note.map {
            try kit.keys.seal(
                $0, field: "note", of: SealSubject(district: district, case: callback.case),
                month: Month(survey.rules.pack.hours.zone.day(of: survey.registeredAt)))
        }
        try complete(&callback, said.verdict, note: note, in: transaction, journal)
        return callback
    }

    func waive(
        for reason: String, in transaction: borrowing Transaction, _ journal: Journal
    ) throws -> Callback {
        var callback = try locked(in: transaction)
        if callback.waiver == reason { return callback }
        guard callback.state == .open else { throw Self.over(callback) }
        (callback.state, callback.waiver) = (.waived, reason)
        try transaction.store(callback, of: district, at: now)
        try pen("waive", of: callback, journal).record(callback.waived(for: reason), at: now)
        return callback
    }

    private func complete(
        _ callback: inout Callback, _ verdict: Verdict, note: SealedText? = nil,
        in transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        let pen = try pen("complete", of: callback, journal)
        try Completion(district: district, time: now, pen: pen).end(&callback, verdict, note: note, in: transaction)
    }

    private func pen(_ deed: String, of callback: Callback, _ journal: Journal) throws -> EventPen {
        journal.events(causedBy: try callback.cause(deed, in: district, traceparent: traceparent))
    }

    /// As it stands.
    ///
    /// - Throws: `Problem` 404.
    func known(in transaction: borrowing Transaction) throws -> Callback {
        try kit.rules(of: district, in: transaction)
        guard let callback = try transaction.callback(callback, in: district) else { throw Self.unknown }
        return callback
    }

    private func locked(in transaction: borrowing Transaction) throws -> Callback {
        try kit.rules(of: district, in: transaction)
        guard let callback = try transaction.lockedCallback(callback, in: district) else {
            throw Self.unknown
        }
        return callback
    }

    static let unknown = Problem.notFound("There is no such callback.")

    private func isRepeat(
        _ number: Int?, _ request: String?, of callback: Callback, in transaction: borrowing Transaction
    ) throws -> Bool {
        // The key comes first: whatever else is known of the callback, it names one request.
        if let request, try transaction.wasAsked(request, attempt: number, in: district) { return true }
        if callback.verdict?.outcome == .unreachable { return true }
        return number.map { $0 <= callback.attempts && callback.state == .open } ?? false
    }

    private static func over(_ callback: Callback) -> Problem {
        Problem.conflict("The callback is \(callback.verdict?.outcome.rawValue ?? callback.state.rawValue).")
    }

    /// - Throws: `Problem` 503 before any calendar has been heard of.
    private static func next(after now: Instant, under rules: DistrictRules) throws -> Instant {
        do {
            return try rules.nextCall(after: now)
        } catch is NotYet {
            throw Problem(503, detail: "No working calendar has been heard of yet.")
        }
    }
}

extension DistrictRules {
    /// When the citizen is called (again) after he was asked. Source: the pack's `callback.hoursBetween`, in working hours.
    ///
    /// - Throws: `NotYet` before any calendar has been heard of.
    func nextCall(after time: Instant) throws -> Instant {
        let hours = pack.callback.hoursBetween
        return hours > 0 ? try calendar.due(after: time, period: Period(hours, .workingHours)).at : time
    }
}
