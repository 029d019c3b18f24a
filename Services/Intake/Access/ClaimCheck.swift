import Contracts
import HTTP
import Sealing
import ServiceKit

/// Holds a request's claim code against a case, so often from one address and no more.
struct ClaimCheck: Sendable {
    let kit: IntakeKit

    static let unknown = Problem.notFound("There is no case of this number, or the claim code is not its own.")

    /// The case of this number, for whoever has its claim code. The limits come before any look-up.
    ///
    /// - Throws: `Problem` 404, the same whether the number is unknown or the code is wrong; 429 after too many guesses.
    func require(_ request: Request, for number: CaseNumber, in district: DistrictID) async throws -> CaseRow {
        let claimed = try await kit.door.guesses.guess(
            district: district, caseNumber: number, peer: request.peer
        ) {
            let facts = try await kit.book.facts(of: district)
            let row = try await kit.store.read(in: district) { try $0.caseRow(number, in: district) }
            return try isRight(request.headers["Claim-Code"], for: row, in: facts) ? row : nil
        }
        guard let claimed else { throw Self.unknown }
        return claimed
    }

    /// The same work in both cases.
    private func isRight(_ text: String?, for row: CaseRow?, in facts: DistrictFacts) throws -> Bool {
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
