import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// The callback desk: what is to be called, and what came of it.
struct CallbackRoutes: Sendable {
    let kit: SurveyKit

    func add(to router: inout GuardedRouter) {
        let callbacks = "/v1/districts/:district/callbacks"
        router.on(.get, callbacks, allow: .operator, handle: list)
        router.on(.get, callbacks + "/:callback", allow: .operator, handle: show)
        router.on(.post, callbacks + "/:callback/attempts", allow: .operator, handle: attempt)
        router.on(.post, callbacks + "/:callback/outcome", allow: .operator, handle: outcome)
        router.on(.post, callbacks + "/:callback/waive", allow: .operator, handle: waive)
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        let page = try CallbackPage(query: request.query)
        let now = kit.clock.now()
        let (kit, keys) = (kit, kit.keys)
        let rows = try await kit.store.read(in: district) { transaction in
            try kit.rules(of: district, in: transaction)
            return try transaction.callbacks(to: page, of: district, at: now)
        }
        let shown = rows.prefix(page.limit).map { row in
            row.opened(by: keys, in: district) { error in
                kit.log.warning(
                    "citizen cannot be opened", ["case": row.case.rawValue, "error": String(describing: error)])
            }
        }
        let next = rows.count > page.limit ? shown.last.map { CallbackPage.cursor(after: $0) } : nil
        return try .json(CallbackList(callbacks: Array(shown), next: next))
    }

    @Sendable private func show(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let report = try report(request, parameters)
        let (district, kit) = (report.district, kit)
        let (callback, note) = try await kit.store.read(in: district) { transaction in
            (try report.known(in: transaction), try transaction.note(of: report.callback, in: district))
        }
        var view = CallbackView(callback)
        view.note = note.flatMap { open($0, of: callback, in: district) }
        return try .json(view)
    }

    /// - Returns: nil when the key of the month is gone, or for what is under the vault's.
    private func open(_ note: SealedText, of callback: Callback, in district: DistrictID) -> String? {
        do {
            let subject = SealSubject(district: district, case: callback.case)
            return try kit.keys.open(note, field: (callback.saidBy ?? .operator).sealedField, of: subject)
        } catch {
            kit.log.warning(
                "a note stays closed", ["case": callback.case.rawValue, "error": String(describing: error)])
            return nil
        }
    }

    @Sendable private func attempt(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let report = try report(request, parameters)
        let number = try request.decode(AttemptDraft.self).checked()
        let key = try IdempotencyKey.check(request.headers[IdempotencyKey.header]).map {
            try DerivedID.make("attempt", report.district.rawValue, report.callback.rawValue, $0)
        }
        return try await record(report) { transaction, journal in
            try report.attempt(number, request: key, in: transaction, journal)
        }
    }

    @Sendable private func outcome(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let report = try report(request, parameters)
        let said = try request.decode(OutcomeDraft.self).checked()
        return try await record(report) { transaction, journal in
            try report.outcome(said, in: transaction, journal)
        }
    }

    @Sendable private func waive(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let report = try report(request, parameters)
        let reason = try request.decode(WaiverDraft.self).checked()
        return try await record(report) { transaction, journal in
            try report.waive(for: reason, in: transaction, journal)
        }
    }

    /// - Throws: `Problem` 404 for what cannot be a callback's id.
    private func report(_ request: Request, _ parameters: Parameters) throws -> Report {
        let district = try parameters.district()
        guard let id = UUID(uuidString: try parameters.require("callback")) else {
            throw Report.unknown
        }
        return Report(
            callback: CallbackID(id.uuidString.lowercased()), district: district, kit: kit, now: kit.clock.now(),
            traceparent: request.traceparent)
    }

    private func record(
        _ report: Report, _ body: @Sendable (borrowing Transaction, Journal) throws -> Callback
    ) async throws -> Response {
        let (callback, hasHappened) = try await kit.store.record(in: report.district) { transaction, journal in
            let callback = try body(transaction, journal)
            return (callback, !journal.isEmpty)
        }
        if hasHappened { count(callback, in: report.district) }
        return try .json(CallbackView(callback))
    }

    private func count(_ callback: Callback, in district: DistrictID) {
        if let verdict = callback.verdict {
            kit.counts.completed[district.rawValue, verdict.outcome.rawValue].add()
        } else {
            kit.counts.waived[district.rawValue].add()
        }
    }
}
