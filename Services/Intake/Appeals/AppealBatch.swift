import Contracts
import HTTP

/// Many appeals in one body; each is read on its own.
struct AppealBatch: Decodable, Sendable {
    struct Item: Decodable, Sendable {
        private let result: Result<AppealDraft, Problem>

        init(from decoder: any Decoder) throws {
            do {
                result = .success(try AppealDraft(from: decoder))
            } catch let error as DecodingError {
                result = .failure(Problem(error))
            }
        }

        func draft() throws(Problem) -> AppealDraft { try result.get() }

        /// Nil also for an item that cannot be read.
        var key: String? {
            guard case .success(let draft) = result else { return nil }
            return draft.idempotencyKey
        }
    }

    let appeals: [Item]

    /// Items under one key in their order, so that the first of them decides what the key names; every other item on its
    /// own.
    var itemsByKey: [[(index: Int, item: Item)]] {
        var groups: [[(index: Int, item: Item)]] = []
        var places: [String: Int] = [:]
        for (index, item) in appeals.enumerated() {
            if let key = item.key, let place = places[key] {
                groups[place].append((index, item))
            } else {
                if let key = item.key { places[key] = groups.count }
                groups.append([(index, item)])
            }
        }
        return groups
    }
}

/// What became of one item of a batch.
struct BatchAnswer: Encodable, Sendable {
    let status: Int
    var `case`: CaseID?
    var caseNumber: CaseNumber?
    var claimCode: String?
    var registeredAt: Instant?
    var missing: [String]?
    var problem: Problem?

    init(_ receipt: Registrar.Receipt) {
        status = receipt.isNew ? 201 : 200
        `case` = receipt.id
        caseNumber = receipt.number
        claimCode = receipt.claimCode.text
        registeredAt = receipt.registeredAt
        missing = receipt.missing
    }

    init(_ problem: Problem) {
        status = problem.status
        self.problem = problem
    }
}
