import Contracts
import HTTP
import ServiceKit

/// Where a supervisor closes a letter.
extension SupervisionRoutes {
    private enum Conclusion: String, Decodable {
        case accepted, insufficient
    }

    private struct ConclusionDraft: Decodable {
        let conclusion: Conclusion
    }

    /// A report is there to be accepted; without one a letter ends only where the supervisor finds that insufficient, or
    /// where the miss behind it has been withdrawn.
    @Sendable func conclude(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response {
        let conclusion = try request.decode(ConclusionDraft.self).conclusion
        let district = try parameters.district()
        return try await act(
            .concluded, parameters, caller, isSame: { $0.conclusion == conclusion.rawValue },
            { known, transaction in
                guard known.issuedAt != nil else { throw Problem.conflict("No letter has been issued.") }
                if try conclusion == .accepted && !transaction.isMissWithdrawn(behind: known, in: district) {
                    try Self.requireReport(known)
                }
                return SupervisionConcluded(
                    case: known.case, supervision: known.supervision, unit: try Self.unit(known),
                    conclusion: conclusion.rawValue, by: "supervisor", concludedBy: caller.grant.name)
            })
    }

    private static func requireReport(_ known: Supervision) throws {
        try requireReceipt(known)
        try requireAnswer(known)
        guard known.reportedAt != nil else { throw Problem.conflict("The unit's report is not on record.") }
    }
}
