import Contracts
import Foundation

/// The cases that a notice of the platform's list tells of (rule CZ-60).
struct CaseList: Sendable {
    static let types: Set<String> = [ListSent.type]

    let caseNumbers: [CaseNumber]

    private struct Event: Decodable {
        let data: ListSent
    }

    /// - Returns: nil for a notice of something else.
    init?(_ delivery: Delivery) throws {
        guard Self.types.contains(delivery.type), let payload = delivery.payload else { return nil }
        caseNumbers = try JSONDecoder().decode(Event.self, from: Data(payload.utf8)).data.caseNumbers
    }
}
