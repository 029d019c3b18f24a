import Contracts

/// Pairs of texts with what is wrong with them, generated from words that the comparison was not tuned on. There is no
/// public corpus of on-air answers and replies, so what is measured on these says how the measure behaves, and not how
/// often real units contradict themselves.
struct LabelledTexts {
    enum Label: String, CaseIterable { case agree, date, duration, amount, polarity, pasted }

    struct Sample {
        let label: Label
        let first: String
        let second: String
    }

    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func pick<T>(_ some: [T]) -> T {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return some[Int((state >> 33) % UInt64(some.count))]
    }

    mutating func sample(_ label: Label) -> Sample {
        let place = pick(["青龙西路", "勤业新村", "白云街道", "怀德桥堍", "红梅公园北门", "清潭路", "湖塘老街"])
        let thing = pick(["排水管道", "健身器材", "垃圾分类亭", "行道树", "公交站牌", "楼道电梯", "油烟管道", "非机动车棚"])
        return switch label {
        case .agree: agreeing(place, thing)
        case .date: dated(place, thing)
        case .duration: timed(place, thing)
        case .amount: counted(place, thing)
        case .polarity: opposed(place, thing)
        case .pasted: pasted(place, thing)
        }
    }

    private static let days = [
        ["6月18日", "六月十八日", "2020年6月18日", "2020-06-18"], ["7月31日", "7月底", "七月三十一号"],
        ["9月5日", "九月五日", "2020-09-05"], ["12月31日", "年底", "2020年12月31日"],
    ]
    private static let spans = [
        ["两周内", "14天内", "十四日内"], ["20个工作日", "二十个工作日"], ["三个月内", "3个月之内"], ["48小时内", "2天内"],
    ]
    private static let sums = [["1.2万元", "12000元", "一万两千元"], ["860元", "八百六十元"], ["3万元", "30,000元"], ["450元"]]
    private static let says = [
        ("这件事我们同意办，群众的要求合理，同意增设", "经研究，我单位不同意增设"),
        ("反映的情况是属实的", "经现场核对，所反映情况不属实"),
        ("那一段已经恢复了，大家可以去看", "该处至今尚未恢复"),
        ("这笔钱应当由我们承担", "相关费用我单位不予承担"),
        ("符合条件，可以受理", "经审核不符合条件"),
        ("上个星期已经清理干净", "目前没有清理"),
        ("冬天能够供暖，请放心", "该小区不能供暖"),
        ("可以减免，按规定来", "按规定不能减免"),
        ("违反规定的一定会处罚", "经研究不予处罚"),
        ("上周已经通车", "目前尚未通车"),
        ("多收的钱可以退还", "所收款项不退还"),
        ("这个项目要纳入今年的计划", "无法纳入今年计划"),
    ]

    private mutating func other<T>(than index: Int, of count: Int, _ values: [[T]]) -> T {
        pick(values[(index + 1 + pick(Array(0..<(count - 1)))) % count])
    }

    private mutating func dated(_ place: String, _ thing: String) -> Sample {
        let index = pick(Array(Self.days.indices))
        return promise(
            .date, place, thing, pick(Self.days[index]), other(than: index, of: Self.days.count, Self.days))
    }

    private mutating func promise(
        _ label: Label, _ place: String, _ thing: String, _ said: String, _ written: String
    ) -> Sample {
        let first = pick([
            "我在这里表个态，\(place)的\(thing)我们在\(said)之前一定弄好，请大家监督。",
            "这位听众讲的\(place)\(thing)，说实话拖得久了，\(said)前给大家一个交代。",
        ])
        let second = pick([
            "经核实，\(place)\(thing)确需处理。5月14日接到工单后我单位已派员到场，计划\(written)前完工。",
            "关于\(place)\(thing)一事：施工单位现已进场，将于\(written)前全部结束，感谢您的监督。",
        ])
        return Sample(label: label, first: first, second: second)
    }

    private mutating func timed(_ place: String, _ thing: String) -> Sample {
        let index = pick(Array(Self.spans.indices))
        return limit(
            .duration, place, thing, pick(Self.spans[index]), other(than: index, of: Self.spans.count, Self.spans))
    }

    private mutating func limit(
        _ label: Label, _ place: String, _ thing: String, _ said: String, _ written: String
    ) -> Sample {
        Sample(
            label: label, first: "\(place)的\(thing)，我们\(said)拿出结果，直接回电给您。",
            second: "您好，您反映的\(place)\(thing)问题，我局将在\(written)办好并向您反馈。")
    }

    private mutating func counted(_ place: String, _ thing: String) -> Sample {
        let index = pick(Array(Self.sums.indices))
        return cost(
            .amount, place, thing, pick(Self.sums[index]), other(than: index, of: Self.sums.count, Self.sums))
    }

    private mutating func cost(
        _ label: Label, _ place: String, _ thing: String, _ said: String, _ written: String
    ) -> Sample {
        Sample(
            label: label, first: "\(place)\(thing)这一块，每户补贴\(said)，这个标准是公开的，大家都一样。",
            second: "经查，\(place)\(thing)补贴标准为每户\(written)，对所有居民一视同仁。")
    }

    private mutating func opposed(_ place: String, _ thing: String) -> Sample {
        let (yes, no) = pick(Self.says)
        let first = "\(place)的\(thing)，我了解过。\(yes)。"
        let second = "关于\(place)\(thing)，答复如下：\(no)。"
        return Sample(label: .polarity, first: first, second: second)
    }

    private mutating func agreeing(_ place: String, _ thing: String) -> Sample {
        let (days, spans, sums) = (pick(Self.days), pick(Self.spans), pick(Self.sums))
        switch pick(Array(0..<8)) {
        case 0: return promise(.agree, place, thing, pick(days), pick(days))
        case 1: return limit(.agree, place, thing, pick(spans), pick(spans))
        case 2: return cost(.agree, place, thing, pick(sums), pick(sums))
        case 3:
            let yes = pick(Self.says).0
            return Sample(
                label: .agree, first: "\(place)的\(thing)，我了解过。\(yes)。",
                second: "关于\(place)\(thing)，答复如下：\(yes)。我单位不仅将继续跟进，也欢迎监督。")
        case 4:
            return Sample(
                label: .agree, first: "\(place)\(thing)是否合格，能否办理，我们请专业机构来看，看了再讲。",
                second: "经专业机构检测，\(place)\(thing)不合格，我单位已于5月20日更换，共\(pick([2, 5, 11]))套。")
        case 5:
            return Sample(
                label: .agree, first: "\(place)\(thing)过去没有清理，是我们失职，从今天开始清理。",
                second: "\(place)\(thing)已清理完毕，欢迎继续监督。")
        case 6:
            return Sample(
                label: .agree, first: "\(place)\(thing)不是不办，是要排队，\(pick(days))前办理好。",
                second: "\(place)\(thing)将于\(pick(days))前办理完毕。")
        default:
            return Sample(
                label: .agree, first: "\(place)\(thing)的事，\(pick(days))前办好，之前没有及时解决，向大家道歉。",
                second: "\(place)\(thing)已全部解决，比承诺的时间提前，居民表示满意。")
        }
    }

    private mutating func pasted(_ place: String, _ thing: String) -> Sample {
        let first = promise(.pasted, place, thing, "7月31日", "7月31日").first
        let form = pick([
            first, first.replacing("，", with: ","), "情况：" + first, String(first.dropLast(3)), first + "特此回复。",
        ])
        return Sample(label: .pasted, first: first + "下一位听众请讲。", second: form)
    }
}
