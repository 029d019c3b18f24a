/// Appeals that are held out, as a caller speaks: the matter first or last, other words, slips of the pen, and
/// sometimes a word about somebody else's matter.
enum LaterAppeals {
    private static let greetings = ["你好，", "喂，主持人好，", "我想问一下，", "请问，", "哎，", "麻烦问下", ""]
    private static let feelings = [
        "真的受不了了", "都快一个礼拜了", "打了好多电话都没用", "你们到底管不管", "我们老百姓怎么办啊", "家里还有老人小孩", "急死人了",
    ]
    private static let closings = ["，谢谢", "，麻烦帮忙看看", "？", "，给个说法吧", "，能不能管一管", "！"]
    private static let asides = ["跟这个没关系但是顺便说一句，", "之前还碰到过", "我邻居家是"]

    /// What a few tell besides, at length.
    private static let stories = [
        "我在这里住了十几年了以前从来没有碰到过这样的事情", "上个礼拜二我专门请了半天假跑过去问结果没人理我", "我爱人去年做过手术身体一直不太好经不起折腾",
        "前前后后加起来大概有二十几户人家都是这个情况", "他们一会儿说归这个部门一会儿又说归那个部门推来推去", "我儿子在外地上班家里就我们两个老的也不会弄手机",
        "当时说得好好的说月底之前一定给我们一个答复", "我手里有照片也有录音随时可以拿给你们看", "不是我一个人有意见大家在群里都在说这个事",
        "之前听你们节目里讲过类似的后来好像是解决了的", "我也不是要闹就是想知道到底该找谁", "麻烦你们记一下我的电话白天晚上打都可以",
    ]

    static func appeal(_ number: Int, seed: UInt64) -> MadeAppeal {
        var lot = Lot(seed, "later", String(number))
        guard let duty = lot.duty(), let matter = lot.pick(duty.later) else { return MadeAppeal(text: "", unit: "") }
        let place = place(of: duty, &lot)
        let feeling = lot.pick(feelings) ?? ""
        var parts = lot.isHit(percent: 50) ? [matter, place, feeling] : [place, feeling, matter]
        if lot.isHit(percent: 10), let other = lot.duty(), let aside = other.later.first {
            parts.append((lot.pick(asides) ?? "") + aside)
        }
        // So that the longest take their part in what a suggestion costs.
        if lot.isHit(percent: 3) { parts += Self.stories }
        let said = parts.filter { !$0.isEmpty }.joined(separator: "，")
        let text = (lot.pick(greetings) ?? "") + slip(said, &lot) + (lot.pick(closings) ?? "")
        return MadeAppeal(text: text, unit: duty.unit)
    }

    private static func place(of duty: Duty, _ lot: inout Lot) -> String {
        let names = Places.of[duty.unit] ?? Places.all
        guard lot.isHit(percent: Places.of[duty.unit] == nil ? 50 : 90), let name = lot.pick(names) else { return "" }
        return "我是\(name)\(lot.isHit(percent: 50) ? Places.address(&lot) : "")这边的"
    }

    /// One letter in twenty-five is left out or comes twice.
    private static func slip(_ text: String, _ lot: inout Lot) -> String {
        text.reduce(into: "") { slipped, letter in
            switch lot.number(below: 50) {
            case 0: break
            case 1: slipped += "\(letter)\(letter)"
            default: slipped.append(letter)
            }
        }
    }
}
