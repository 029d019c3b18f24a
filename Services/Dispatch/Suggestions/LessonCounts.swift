import Contracts
import Sealing

/// What a batch of lessons adds to the counts, or takes from them.
struct LessonCounts: Sendable {
    struct Term: Hashable {
        let district: DistrictID
        let hash: Int64
        let unit: UnitID
        let month: Month
    }

    struct Unit: Hashable {
        let district: DistrictID
        let month: Month
        let unit: UnitID
        let category: String
    }

    struct Share {
        var cases = 0
        var terms = 0
    }

    private(set) var terms: [Term: Int] = [:]
    private(set) var units: [Unit: Share] = [:]

    /// - Parameter sign: 1 to learn it, -1 to take it back.
    /// - Returns: the month that it counts for; nil where its text stays closed and nothing is counted.
    mutating func add(_ lesson: Lesson, of reviewed: Reviewed, _ sign: Int, _ keys: KeyRing) throws -> Month? {
        guard let (month, hashes) = try lesson.terms(of: reviewed.id, in: reviewed.district, keys) else { return nil }
        for hash in hashes {
            let term = Term(district: reviewed.district, hash: hash, unit: lesson.unit, month: month)
            terms[term, default: 0] += sign
        }
        let unit = Unit(
            district: reviewed.district, month: month, unit: lesson.unit, category: lesson.category?.rawValue ?? "")
        units[unit, default: Share()].cases += sign
        units[unit, default: Share()].terms += sign * hashes.count
        return month
    }
}
