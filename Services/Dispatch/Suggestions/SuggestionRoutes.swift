import Contracts
import Foundation
import HTTP
import Messaging
import ServiceKit

/// The likely units of an appeal, for the operator, who decides; and how often the likely one was right.
struct SuggestionRoutes: Sendable {
    let kit: DispatchKit

    func add(to router: inout GuardedRouter) {
        let place = "/v1/districts/:district"
        router.on(.get, "\(place)/cases/:case/suggestions", allow: .operator, handle: suggest)
        router.on(.get, "\(place)/suggestions/accuracy", allow: .operator, .supervisor, handle: accuracy)
    }

    private struct Page: Encodable, Sendable {
        let `case`: CaseID
        let caseNumber: CaseNumber
        let learnt: Int
        let isTextWithheld: Bool
        let suggestions: [Suggestion]
    }

    @Sendable private func suggest(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let id = try parameters.caseID()
        let page = try await kit.store.read(in: district) { transaction in
            guard let file = try transaction.caseFile(id, of: district) else { throw Problem.unknownCase }
            let zone = try kit.rules(of: district, in: transaction).pack.hours.zone
            let search = SuggestionSearch(district: district, today: zone.day(of: kit.clock.now()), keys: kit.keys)
            let found = try search.suggestions(for: file, in: transaction)
            return Page(
                case: file.id, caseNumber: file.appeal.caseNumber, learnt: found.learnt,
                isTextWithheld: found.isTextWithheld, suggestions: found.suggestions)
        }
        return try .json(page)
    }

    @Sendable private func accuracy(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let since = kit.clock.now().advanced(bySeconds: -Int64(SuggestionSearch.daysBack) * 86_400)
        return try .json(try await kit.store.read(in: district) { try $0.accuracy(since: since, in: district) })
    }
}

extension Parameters {
    /// The `:case` of the path.
    ///
    /// - Throws: `Problem` 404 for what cannot be its id.
    func caseID() throws -> CaseID {
        guard let id = UUID(uuidString: try require("case")) else { throw Problem.unknownCase }
        return CaseID(id.uuidString.lowercased())
    }
}

extension Problem {
    static var unknownCase: Problem { .notFound("There is no such case.") }
}
