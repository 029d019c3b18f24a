import Contracts
import HTTP
import Sealing
import ServiceKit

/// Holds a request's claim code against a case, so often from one address and no more.
struct ClaimCheck: Sendable {
    let kit: IntakeKit
    let facts: DistrictFacts

    static let unknown = Problem.notFound("There is no case of this number, or the claim code is not its own.")

    /// - Throws: `Problem` 404, the same whether the number is unknown or the code is wrong; 429 after too many guesses.
    func require(_ request: Request, for row: CaseRow?, number: CaseNumber) async throws {
        let isRight = try await kit.door.guesses.guess(
            district: facts.district, caseNumber: number, peer: request.peer
        ) { try self.isRight(request.headers["Claim-Code"], for: row) }
        guard isRight else { throw Self.unknown }
    }

    /// The same work in both cases.
    private func isRight(_ text: String?, for row: CaseRow?) throws -> Bool {
        let code = try text.flatMap { ClaimCode($0) } ?? ClaimCode.random()
        let subject = SealSubject(
            district: facts.district, case: row?.id ?? CaseID("00000000-0000-0000-0000-000000000000"))
        let month = row?.month ?? facts.month(of: kit.clock.now())
        do {
            let hash = row?.claimHash ?? Array(repeating: 0, count: 32)
            return try kit.rings.personal.isRight(code, for: hash, of: subject, month: month) && row != nil
        } catch SealingError.keyDestroyed {
            return false
        }
    }
}
