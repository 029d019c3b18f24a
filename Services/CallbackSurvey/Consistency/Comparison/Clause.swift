/// What lies between two marks of punctuation, with the words in it that bear on what else it says.
struct Clause: Sendable {
    /// A group of words that mean the same for what stands beside them.
    enum Sign: Sendable, CaseIterable { case over, completion, occasion, question, later }

    /// The index of its first character.
    let start: Int
    /// Of each sign in it, the end of the word that ends first.
    private var firstEnds: [Sign: Int] = [:]

    init(from start: Int) { self.start = start }

    mutating func note(_ sign: Sign, endingAt end: Int) { firstEnds[sign] = min(firstEnds[sign] ?? end, end) }

    /// - Parameter index: Where the word must have ended.
    func has(_ sign: Sign, before index: Int = .max) -> Bool { firstEnds[sign].map { $0 <= index } ?? false }
}

extension Clause.Sign {
    var words: [String] {
        switch self {
        case .over: ["已", "完毕", "了"]
        case .completion:
            [
                "完成", "修复", "解决", "整改", "安装", "清理", "更换", "恢复", "办结", "到位", "处理", "补发", "退还", "拆除",
                "发放", "竣工", "开通",
            ]
        case .occasion:
            [
                "接到", "收到", "来电", "反映", "查看", "踏勘", "勘查", "联系", "节目", "播出", "上线", "召开", "调查", "走访",
                "回复",
            ]
        case .question: ["是否", "能否", "可否", "有没有", "是不是", "若", "如果", "为了"]
        case .later: ["将", "会", "拟", "计划", "力争", "争取", "预计", "尽快", "前", "内"]
        }
    }
}
