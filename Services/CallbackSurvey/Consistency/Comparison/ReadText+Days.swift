import Contracts

extension ReadText {
    typealias Read = (value: Figure.Value, end: Int)

    /// `2020-06-30`, `2020年6月30日`, `6月30日`, `六月底`, `本月底`, `30日前`.
    func day(at index: Int) -> Read? { full(at: index) ?? ofMonth(at: index) ?? relative(at: index) ?? bare(at: index) }

    private func full(at index: Int) -> Read? {
        guard let year = whole(at: index, in: 1900...2999), let mark = character(at: year.end), "年-/.".contains(mark),
            let month = whole(at: year.end + 1, in: 1...12),
            let next = character(at: month.end), mark == "年" ? next == "月" : next == mark
        else { return nil }
        if mark == "年", let part = part(of: month.value, year: year.value, at: month.end + 1) { return part }
        guard let day = whole(at: month.end + 1, in: 1...31) else { return nil }
        return (.day(year: year.value, month: month.value, day: day.value), pastSuffix(day.end))
    }

    private func ofMonth(at index: Int) -> Read? {
        guard let month = whole(at: index, in: 1...12), has("月", at: month.end) else { return nil }
        if let part = part(of: month.value, year: nil, at: month.end + 1) { return part }
        guard let day = whole(at: month.end + 1, in: 1...31), first(of: ["日", "号"], at: day.end) != nil else {
            return nil
        }
        return (.day(year: nil, month: month.value, day: day.value), day.end + 1)
    }

    /// The end of a month counts as its last day, its beginning as the tenth.
    private func part(of month: Int, year: Int?, at index: Int) -> Read? {
        guard let word = first(of: ["上旬", "中旬", "下旬", "底", "末", "初"], at: index) else { return nil }
        let last = Self.lastDay(of: month, year: year ?? day.year)
        let day = ["上旬": 10, "初": 10, "中旬": 20][word] ?? last
        return (.day(year: year, month: month, day: day), index + word.count)
    }

    private func relative(at index: Int) -> Read? {
        if let word = first(of: ["今年年底", "年底"], at: index) {
            return (.day(year: day.year, month: 12, day: 31), index + word.count)
        }
        let next = first(of: ["下个月", "下月"], at: index)
        guard let word = next ?? first(of: ["本月", "这个月", "当月", "月"], at: index) else { return nil }
        let month = next == nil ? day.month : day.month % 12 + 1
        return part(of: month, year: nil, at: index + word.count)
    }

    /// A day of the present month, which only `前` makes one: `30日` alone may be a span.
    private func bare(at index: Int) -> Read? {
        guard let number = whole(at: index, in: 1...31), first(of: ["日", "号"], at: number.end) != nil,
            first(of: ["前", "之前", "以前"], at: number.end + 1) != nil
        else { return nil }
        return (.day(year: nil, month: day.month, day: number.value), number.end + 1)
    }

    private func whole(at index: Int, in range: ClosedRange<Int>) -> (value: Int, end: Int)? {
        guard let number = Numeral.read(self, at: index), let value = Int(exactly: number.value), range.contains(value)
        else { return nil }
        return (value, number.end)
    }

    private func pastSuffix(_ index: Int) -> Int { first(of: ["日", "号"], at: index) == nil ? index : index + 1 }

    private static func lastDay(of month: Int, year: Int) -> Int {
        [31, 30, 29].first { CivilDay(year: year, month: month, day: $0) != nil } ?? 28
    }
}
