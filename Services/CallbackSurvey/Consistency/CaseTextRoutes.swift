import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// What was said and written about a case, for those who decide about accountability with its dossier (rule DM-40).
struct CaseTextRoutes: Sendable {
    let kit: SurveyKit

    func add(to router: inout GuardedRouter) {
        router.on(
            .get, "/v1/districts/:district/cases/:case/texts", allow: .operator, .supervisor, .discipline,
            handle: list)
    }

    private struct Page: Encodable {
        let `case`: CaseID
        let texts: [CaseText]
    }

    @Sendable private func list(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        guard let uuid = UUID(uuidString: try parameters.require("case")) else { throw Self.unknown }
        let (id, kit) = (CaseID(uuid.uuidString.lowercased()), kit)
        let kept = try await kit.store.read(in: district) { transaction in
            try kit.rules(of: district, in: transaction)
            let known = try transaction.run(
                "SELECT 1 FROM cases WHERE district = \(district) AND case_id = \(id)::uuid")
            guard !known.isEmpty else { throw Self.unknown }
            if !caller.roles.contains(.operator) { try requireProposal(of: id, in: district, transaction) }
            return try transaction.texts(of: id, in: district)
        }
        let subject = SealSubject(district: district, case: id)
        return try .json(Page(case: id, texts: kept.map { CaseText($0, of: subject, kit) }))
    }

    /// Others than the operator read what people said only where they have to decide about it.
    private func requireProposal(
        of id: CaseID, in district: DistrictID, _ transaction: borrowing Transaction
    ) throws {
        let proposals = try transaction.run(
            """
            SELECT 1 FROM escalations WHERE district = \(district) AND case_id = \(id)::uuid
                AND type = ANY(\(EscalationFact.proposals)::text[]) LIMIT 1
            """)
        guard proposals.isEmpty else { return }
        throw Problem(403, detail: "Nothing about this case has been proposed for accountability.")
    }

    private static let unknown = Problem.notFound("There is no such case.")
}

/// One text, opened.
struct CaseText: Encodable, Sendable {
    /// `onAir`, `reply` or `form`.
    let source: String
    let workOrder: WorkOrderID?
    /// Of a form: its name and its receiver.
    let part: String?
    let saidAt: Instant
    /// Nil where the month's key is gone.
    let text: String?

    init(_ kept: KeptText, of subject: SealSubject, _ kit: SurveyKit) {
        source = kept.source.rawValue
        workOrder = kept.workOrder
        part = kept.part.isEmpty ? nil : kept.part
        saidAt = kept.saidAt
        do {
            text = try kept.open(with: kit.keys, of: subject)
        } catch {
            kit.log.warning("text cannot be opened", ["error": String(describing: error)])
            text = nil
        }
    }
}
