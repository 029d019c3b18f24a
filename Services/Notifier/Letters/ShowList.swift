import Contracts
import Foundation

/// The shows that a notice of a season or a month tells of.
struct ShowList: Sendable {
    static let types: Set<String> = [SeasonAdopted.type, MonthPreviewed.type]

    let shows: [PlannedShow]

    private struct Event: Decodable {
        struct Plan: Decodable {
            let shows: [PlannedShow]
        }

        let data: Plan
    }

    /// - Returns: nil for a notice of something else.
    init?(_ delivery: Delivery) throws {
        guard Self.types.contains(delivery.type), let payload = delivery.payload else { return nil }
        shows = try JSONDecoder().decode(Event.self, from: Data(payload.utf8)).data.shows
    }

    var units: Set<UnitID> { Set(shows.flatMap(\.units)) }
}
