import RulePacks

/// What the founding documents contradict themselves on, or leave open, as far as a clock can settle it; the numbers are
/// those of the list of rules.
enum Contradiction {
    /// - Returns: nil for a number that the list does not have, or that no clock settles.
    static func title(of number: String) -> Title? { titles[number] }

    /// Whether the documents are silent there, so that what holds is the district's policy and no law.
    static func isSilence(_ number: String) -> Bool { silences.contains(number) }

    private static let silences: Set<String> = ["X14", "X16", "X17", "X31"]

    private static let titles: [String: Title] = [
        "X01": Title(
            zh: "联络表：30 个工作日、一个月、15 日内", en: "contact list: 30 working days, a month, 15 days"),
        "X02": Title(zh: "期限早于文件施行", en: "a limit that lies before the document itself"),
        "X03": Title(zh: "提前 3 个工作日与当周周一不一致", en: "3 working days before against the Monday of the week"),
        "X04": Title(zh: "请假截止可能落在准备会期间", en: "leave may be due during the preparation meeting"),
        "X06": Title(
            zh: "30 个工作日既是办结期限又是报送书面材料期限，起点未写明",
            en: "30 working days both to close and to file paper, start not stated"),
        "X07": Title(
            zh: "咨询建议 3 个工作日，“所有问题” 30 个工作日",
            en: "3 working days for enquiries and suggestions, 30 for \"all\" matters"),
        "X08": Title(zh: "现场承诺与规定期限并存", en: "a promise on air beside the written limit"),
        "X09": Title(
            zh: "盖章材料报主管办公室，又以 PDF 报 12345",
            en: "stamped form to the office, and as PDF to the platform"),
        "X11": Title(zh: "请假报谁、由谁批准", en: "to whom leave is addressed and who approves it"),
        "X12": Title(zh: "“第二个工作日”从哪天算起", en: "from which day the \"second working day\" is counted"),
        "X13": Title(zh: "匿名的人无法联系和回访", en: "anonymous people can be neither contacted nor called back"),
        "X14": Title(zh: "二次留单没有期限和次数", en: "handling again has no limit and no cap"),
        "X15": Title(zh: "周一播出的日常版须在周日报送", en: "Monday's edition is due on a Sunday"),
        "X16": Title(zh: "“工作小时”未定义工作时间", en: "\"working hour\" without office hours"),
        "X17": Title(zh: "转派环节没有期限", en: "no limit for passing a matter on"),
        "X20": Title(
            zh: "咨询当场答复、2 个工作日与 5 个工作日并存",
            en: "enquiries on the spot, in 2 and in 5 working days"),
        "X21": Title(zh: "复杂投诉没有期限", en: "no limit for complex complaints"),
        "X22": Title(zh: "督办函由谁拟、由谁发", en: "who drafts and who issues the supervision letter"),
        "X24": Title(zh: "超时：报备与建议督办并存", en: "overdue: filed with the supervisor, and supervision proposed"),
        "X25": Title(zh: "表格有延期栏，规则未允许延期", en: "the forms have an extension, no rule allows one"),
        "X28": Title(
            zh: "5 个工作日起点未写明；督办 5 日与 8 日", en: "5 working days without a start; 5 against 8 under supervision"),
        "X29": Title(zh: "节目在下班后结束", en: "a show that ends after office hours"),
        "X30": Title(zh: "首问负责自行协调与移交并存", en: "the first unit coordinates, or hands the matter on"),
        "X31": Title(zh: "“及时”没有数字", en: "\"promptly\" without a number"),
        "X32": Title(zh: "问责由人裁量", en: "accountability is a matter of judgement"),
    ]
}
