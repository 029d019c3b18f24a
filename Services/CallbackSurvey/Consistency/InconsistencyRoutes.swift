import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// The reviewer's desk: where texts do not agree, and what is decided about it.
struct InconsistencyRoutes: Sendable {
    let kit: SurveyKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district/inconsistencies"
        router.on(.get, place, allow: .operator, .supervisor, handle: list)
        router.on(.get, place + "/:inconsistency", allow: .operator, .supervisor, handle: show)
        router.on(.post, place + "/:inconsistency/decide", allow: .operator, .supervisor, handle: decide)
    }

    private struct List: Encodable {
        let inconsistencies: [ReviewedInconsistency]
        /// The cursor of the next page; nil on the last one.
        let next: String?
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let page = try InconsistencyPage(query: request.query)
        let kit = kit
        let rows = try await kit.store.read(in: district) { transaction in
            try kit.rules(of: district, in: transaction)
            return try transaction.inconsistencies(to: page, of: district).map { row in
                var item = try suggesting(row, in: transaction, district)
                item.spans = nil
                return item
            }
        }
        let shown = Array(rows.prefix(page.limit))
        let next = rows.count > page.limit ? shown.last.map { InconsistencyPage.cursor(after: $0) } : nil
        return try .json(List(inconsistencies: shown, next: next))
    }

    /// With its texts for the operator, who alone reads what citizens and units said.
    @Sendable private func show(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let id = try Self.id(parameters)
        let kit = kit
        var (item, texts) = try await kit.store.read(in: district) { transaction in
            try kit.rules(of: district, in: transaction)
            guard let known = try transaction.inconsistency(id, in: district) else {
                throw Problem.notFound("There is no such inconsistency.")
            }
            let item = try suggesting(known, in: transaction, district)
            return (item, try transaction.texts(of: known.case, in: district))
        }
        if caller.roles.contains(.operator) { item.texts = open(texts, for: item, in: district) }
        return try .json(item)
    }

    @Sendable private func decide(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let review = Review(
            inconsistency: try Self.id(parameters), district: district, kit: kit, now: kit.clock.now(),
            reviewer: caller.grant.name, traceparent: request.traceparent)
        let (decision, reason) = try request.decode(DecisionDraft.self).checked()
        let decided = try await kit.store.record(in: district) { transaction, journal in
            try review.decide(decision, because: reason, in: transaction, journal)
        }
        if decided.decision?.at == review.now {
            kit.inconsistencies.decided[district.rawValue, decision.rawValue].add()
        }
        return try .json(decided)
    }

    private func suggesting(
        _ item: ReviewedInconsistency, in transaction: borrowing Transaction, _ district: DistrictID
    ) throws -> ReviewedInconsistency {
        guard item.decision == nil else { return item }
        let policy = try transaction.survey(of: item.case, in: district, kit.register).rules.pack.rework
        var item = item
        item.suggestion = Decision.suggested(round: item.round, under: policy)
        return item
    }

    private func open(
        _ texts: [KeptText], for item: ReviewedInconsistency, in district: DistrictID
    ) -> ReviewedInconsistency.Texts {
        var shown = ReviewedInconsistency.Texts()
        for kept in texts where kept.workOrder == nil || kept.workOrder == item.workOrder {
            do {
                let text = try kept.open(with: kit.keys, of: SealSubject(district: district, case: item.case))
                switch kept.source {
                case .onAir: shown.onAir = text
                case .reply: shown.reply = text
                case .form where item.part.isEmpty || item.part == kept.part: shown.form = shown.form ?? text
                case .form: break
                }
            } catch {
                kit.log.warning(
                    "text cannot be opened", ["case": item.case.rawValue, "error": String(describing: error)])
            }
        }
        return shown
    }

    /// - Throws: `Problem` 404 for what cannot be an id.
    private static func id(_ parameters: Parameters) throws -> String {
        guard let id = UUID(uuidString: try parameters.require("inconsistency")) else {
            throw Problem.notFound("There is no such inconsistency.")
        }
        return id.uuidString.lowercased()
    }
}
