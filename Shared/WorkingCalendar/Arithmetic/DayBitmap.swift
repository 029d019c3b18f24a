/// Which days work, as a bitmap that answers in constant time how many working days lie before a day (`rank`) and
/// which day is the k-th (`day(at:)`). 64 days take 16 bytes, so the calendars of many districts stay in the cache.
///
/// Method: rank and select over a bit vector with counts per word, after G. Jacobson, "Space-efficient static trees
/// and graphs" (1989).
struct DayBitmap {
    /// 64 days: a bit for each that works, and what must be known at their beginning.
    struct Block {
        var works: UInt64 = 0
        /// Working days before the block.
        var before: UInt32 = 0
        /// Index of the season of hours that holds on the block's first day.
        var season: UInt32 = 0
    }

    /// Days since 1970-01-01.
    let firstDay: Int
    let dayCount: Int
    let total: Int
    let blocks: [Block]
    /// `hints[k / 32]` is the block of the working day k, or of one at most 31 working days before it.
    private let hints: [UInt16]

    init(firstDay: Int, dayCount: Int, works: (Int) -> Bool, season: (Int) -> Int) {
        var blocks: [Block] = []
        var hints: [UInt16] = []
        var total = 0
        // One block beyond the last day, so that the day after the last has a rank as well.
        for start in stride(from: 0, through: dayCount, by: 64) {
            var block = Block(before: UInt32(total), season: UInt32(season(firstDay + start)))
            for bit in 0..<min(64, dayCount - start) where works(firstDay + start + bit) {
                block.works |= 1 << UInt64(bit)
                if total % 32 == 0 { hints.append(UInt16(blocks.count)) }
                total += 1
            }
            blocks.append(block)
        }
        self.firstDay = firstDay
        self.dayCount = dayCount
        self.total = total
        self.blocks = blocks
        self.hints = hints
    }

    /// Whether `offset` (days from `firstDay`) works. The caller has checked that it is in range.
    func works(_ offset: Int) -> Bool {
        blocks[offset >> 6].works >> UInt64(offset & 63) & 1 == 1
    }

    /// Working days before `offset`, which lies in `0...dayCount`.
    func rank(_ offset: Int) -> Int {
        let block = blocks[offset >> 6]
        let earlier = block.works & ((1 << UInt64(offset & 63)) - 1)
        return Int(block.before) + earlier.nonzeroBitCount
    }

    /// The offset of the k-th working day, counted from 0; k lies in `0..<total`.
    func offset(at rank: Int) -> Int {
        var index = Int(hints[rank >> 5])
        // 32 working days span two or three blocks, so this is not a search.
        while index + 1 < blocks.count, blocks[index + 1].before <= UInt32(rank) { index += 1 }
        return index << 6 + Self.position(of: rank - Int(blocks[index].before), in: blocks[index].works)
    }

    /// The place of the set bit with `rank` set bits below it, by counts per byte (broadword selection).
    private static func position(of rank: Int, in word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        var sums = word - ((word >> 1) & 0x5555_5555_5555_5555)
        sums = (sums & 0x3333_3333_3333_3333) + ((sums >> 2) & 0x3333_3333_3333_3333)
        sums = ((sums + (sums >> 4)) & 0x0F0F_0F0F_0F0F_0F0F) &* ones
        // A byte of `sums` now counts the bits up to its end; the first one above `rank` holds the bit.
        let passed = (((UInt64(rank) &* ones) | tops) &- sums) & tops
        let place = Int(((passed >> 7) &* ones) >> 56) * 8
        var rest = rank - Int(((sums << 8) >> UInt64(place)) & 0xFF)
        var byte = word >> UInt64(place)
        while rest > 0 {
            byte &= byte &- 1
            rest -= 1
        }
        return place + byte.trailingZeroBitCount
    }
}
