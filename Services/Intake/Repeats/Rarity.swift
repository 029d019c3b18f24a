import Contracts
import Sealing
import Synchronization

/// How often each phrase of a month was met, about: texts are found by what is rare in them, for what is common leads to
/// every second complaint.
///
/// A count-min sketch (Cormode and Muthukrishnan 2005) for each month of a district, in memory alone. What it has forgotten
/// after a start only makes the first choices worse; a search asks for all phrases of its text, so that no choice hides a case
/// that shares one of the rows.
final class Rarity: Sendable {
    struct Slot: Hashable, Sendable {
        let district: DistrictID
        let month: Month
    }

    /// Months that are remembered at a time; half a megabyte each.
    private static let mostSlots = 32

    private let known = Mutex<[Slot: Counts]>([:])

    func learn(_ phrases: [Int64], of slot: Slot) {
        known.withLock { known in
            if known[slot] == nil, known.count >= Self.mostSlots,
                let oldest = known.keys.min(by: { $0.month < $1.month })
            {
                known[oldest] = nil
            }
            known[slot, default: Counts()].add(phrases)
        }
    }

    /// The phrases met least often; the smaller hash first among equals.
    func rarest(_ count: Int, of phrases: [Int64], in slot: Slot) -> [Int64] {
        let counted = known.withLock { known in
            phrases.map { ($0, known[slot]?.count(of: $0) ?? 0) }
        }
        return counted.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(count).map(\.0)
    }

    private struct Counts {
        private static let width = 1 << 16
        private var first = [UInt32](repeating: 0, count: width)
        private var second = [UInt32](repeating: 0, count: width)

        mutating func add(_ phrases: [Int64]) {
            for phrase in phrases {
                let (one, other) = Self.places(phrase)
                first[one] &+= 1
                second[other] &+= 1
            }
        }

        func count(of phrase: Int64) -> UInt32 {
            let (one, other) = Self.places(phrase)
            return min(first[one], second[other])
        }

        /// The hashes are as good as random, so that parts of one are two.
        private static func places(_ phrase: Int64) -> (Int, Int) {
            let bits = UInt64(bitPattern: phrase)
            return (Int(bits & 0xFFFF), Int(bits >> 16 & 0xFFFF))
        }
    }
}
