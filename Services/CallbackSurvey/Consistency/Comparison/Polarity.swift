/// Whether a text says that something is so, and how.
enum Polarity: Sendable, Hashable {
    case isSo, willBe, isNotYet, isNot

    /// What was promised for later does not contradict that it is not done yet.
    func contradicts(_ other: Polarity) -> Bool {
        switch (self, other) {
        case (.isSo, .isNot), (.isNot, .isSo), (.isSo, .isNotYet), (.isNotYet, .isSo), (.willBe, .isNot),
            (.isNot, .willBe):
            true
        default: false
        }
    }
}

/// One saying about one matter, such as `尚未解决`.
struct Saying: Sendable {
    let matter: String
    let polarity: Polarity
    let range: Range<Int>
}

extension ReadText {
    /// Questions, and matters of which a text says both, tell nothing and are left out.
    func sayings() -> [Saying] {
        var (found, index) = ([Saying](), 0)
        while index < characters.count {
            guard Self.beginnings.contains(characters[index]), let matter = first(of: Self.matters, at: index) else {
                index += 1
                continue
            }
            let end = index + matter.count
            if let (polarity, start) = polarity(before: index) {
                found.append(Saying(matter: matter, polarity: polarity, range: start..<end))
            }
            index = end
        }
        let stances = Stances(found)
        return found.filter { !stances.contradict($0) }
    }

    /// Looks back from a matter to the mark before it, at most six characters for a word of denial.
    private func polarity(before index: Int) -> (Polarity, start: Int)? {
        let clause = clause(around: index)
        let near = max(clause.start, index - 6)..<index
        if clause.has(.question, before: index) { return nil }
        // `没有及时解决` says when, not whether.
        if holds(["及时", "按时", "按期", "如期", "尽早"], in: near), holds(Self.notYet + Self.not, in: near) { return nil }
        // `不得不` and the like affirm.
        let affirmed = holds(["不得不", "不能不", "无不", "不仅", "不但", "不断"], in: near)
        if !affirmed, let start = start(of: Self.notYet, in: near) { return (.isNotYet, start) }
        if !affirmed, let start = start(of: Self.not, in: near) { return (.isNot, start) }
        return (clause.has(.later, before: index) && !holds(["已"], in: near) ? .willBe : .isSo, index)
    }

    private func start(of words: [String], in range: Range<Int>) -> Int? {
        range.first { index in words.contains { index + $0.count <= range.upperBound && has($0, at: index) } }
    }

    private static let notYet = ["未", "没有", "没", "仍在", "还在", "有待"]
    private static let not = ["不", "无法", "无需", "拒绝", "难以", "非"]
    /// Most characters begin none of the matters.
    private static let beginnings = Set(matters.compactMap(\.first))
    private static let matters = [
        "解决", "属实", "同意", "修复", "完成", "安装", "整改", "受理", "批准", "赔偿", "补偿", "退款", "退还", "拆除", "恢复",
        "违规", "违法", "违建", "符合", "收费", "纳入", "开放", "开通", "清理", "更换", "到位", "支持", "公开", "办结", "办理", "增设",
        "加装", "改造", "存在", "发放", "补发", "超标", "合格", "处罚", "立案", "承担", "免费",
    ]
}
