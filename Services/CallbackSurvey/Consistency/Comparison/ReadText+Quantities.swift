extension ReadText {
    /// `十五日内`, `30个工作日`, `一周之内`, `3个月后`.
    func span(at index: Int) -> Read? {
        guard let number = Numeral.read(self, at: index) else { return nil }
        let start = has("个", at: number.end) ? number.end + 1 : number.end
        guard let unit = first(of: Self.spanUnits.map(\.word), at: start),
            let days = Self.spanUnits.first(where: { $0.word == unit })?.days
        else { return nil }
        let end = start + unit.count
        let isWorking = unit == "工作日"
        guard isWorking || first(of: ["内", "以内", "之内", "后", "以后", "之后", "左右"], at: end) != nil else { return nil }
        return (.span(days: number.value * days, areWorking: isWorking), end)
    }

    /// `500元`, `3.5万元`, `12盏`: a number with a unit that is counted.
    func amount(at index: Int) -> Read? {
        guard let number = Numeral.read(self, at: index), let unit = first(of: Self.amountUnits, at: number.end) else {
            return nil
        }
        return (.amount(number.value, unit: Self.sameUnits[unit] ?? unit), number.end + unit.count)
    }

    private static let spanUnits: [(word: String, days: Double)] = [
        ("工作日", 1), ("小时", 1.0 / 24), ("日", 1), ("天", 1), ("周", 7), ("星期", 7), ("礼拜", 7), ("月", 30), ("年", 365),
    ]
    private static let amountUnits = [
        "元", "块钱", "平方米", "平米", "立方米", "公里", "千米", "米", "吨", "户", "盏", "台", "辆", "棵", "株", "处", "套",
        "根", "间", "名", "车位", "%", "亩",
    ]
    private static let sameUnits = ["块钱": "元", "平米": "平方米", "千米": "公里"]
}
