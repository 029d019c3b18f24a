/// Appeals that are held out, as a caller speaks: the matter first or last, other words, slips of the pen, and
/// sometimes a word about somebody else's matter.
enum LaterAppeals {
    private static let greetings = ["你好，", "喂，主持人好，", "我想问一下，", "请问，", "哎，", "麻烦问下", ""]
    private static let feelings = [
        "真的受不了了", "都快一个礼拜了", "打了好多电话都没用", "你们到底管不管", "我们老百姓怎么办啊", "家里还有老人小孩", "急死人了",
    ]
    private static let closings = ["，谢谢", "，麻烦帮忙看看", "？", "，给个说法吧", "，能不能管一管", "！"]
    private static let asides = ["跟这个没关系但是顺便说一句，", "之前还碰到过", "我邻居家是"]

    static func appeal(_ number: Int, seed: UInt64) -> MadeAppeal {
        var lot = Lot(seed, "later", String(number))
        guard let duty = lot.duty(), let matter = lot.pick(duty.later) else { return MadeAppeal(text: "", unit: "") }
        let place = place(of: duty, &lot)
        let feeling = lot.pick(feelings) ?? ""
        var parts = lot.isHit(percent: 50) ? [matter, place, feeling] : [place, feeling, matter]
        if lot.isHit(percent: 10), let other = lot.duty(), let aside = other.later.first {
            parts.append((lot.pick(asides) ?? "") + aside)
        }
        let said = parts.filter { !$0.isEmpty }.joined(separator: "，")
        let text = (lot.pick(greetings) ?? "") + slip(said, &lot) + (lot.pick(closings) ?? "")
        return MadeAppeal(text: text, unit: duty.unit)
    }

    private static func place(of duty: Duty, _ lot: inout Lot) -> String {
        let names = Places.of[duty.unit] ?? Places.all
        guard lot.isHit(percent: Places.of[duty.unit] == nil ? 50 : 90), let name = lot.pick(names) else { return "" }
        return "我是\(name)这边的"
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
