/// What citizens might write: a place, a matter, for how long, how bad, what is asked for. Generated, and no citizen's
/// words; like real complaints they share their turns of phrase.
struct RepeatTexts: Sendable {
    private static let roads = cross(
        ["和平", "晋陵", "延陵", "劳动", "健身", "关河", "龙城", "怀德", "竹林", "青龙", "飞龙", "通江", "长江", "黄河", "太湖", "嫩江", "汉江", "泰山"],
        ["东路", "西路", "南路", "北路", "中路", "大道", "一巷", "新村"])
    private static let matters = cross(
        [
            "路灯", "下水道井盖", "自来水水压", "垃圾箱", "公交站台", "电梯", "消防通道", "绿化带", "健身器材", "停车位", "燃气管道", "化粪池", "广告牌",
            "建筑工地", "烧烤摊", "广场舞音响", "快递柜", "非机动车道", "红绿灯", "学校门口",
        ],
        [
            "坏了没有人管", "一直不正常", "严重影响出行", "存在安全隐患", "夜间噪音扰民", "散发难闻的臭味", "被私人占用", "多次报修没有结果", "收费不合理", "损坏以后积水很深",
        ])
    private static let lengths = cross(["已经", "大概", "前后", "连续"], ["一个星期", "半个月", "两个月", "三个多月", "半年", "将近一年", "好几天"])
    private static let effects = [
        "老人晚上出门摔了一跤", "孩子上学要绕很远的路", "高层住户用水困难", "全家人都休息不好", "救护车开不进来", "下雨天根本没法走", "附近居民意见很大", "店里的生意受到影响", "夏天蚊虫特别多",
        "电瓶车充电也成了问题", "早晚高峰堵得水泄不通", "小区里的人天天抱怨",
    ]
    private static let answers = [
        "物业说不归他们管", "打过电话没有人来", "社区让我们再等等", "施工队修了一次又坏了", "有关部门互相推诿", "之前答复说马上处理", "至今没有看到人", "去年也反映过",
    ]
    private static let pleas = ["请有关部门尽快处理", "希望能够给一个说法", "请问什么时候可以解决", "要求派人到现场看一看", "恳请领导重视", "麻烦帮忙协调一下", "盼望早日答复"]

    private static func cross(_ heads: [String], _ tails: [String]) -> [String] {
        heads.flatMap { head in tails.map { head + $0 } }
    }

    private var random: Lot

    init(seed: UInt64) { random = Lot(seed, "repeats") }

    /// One matter, which may be told more than once.
    struct Matter: Sendable {
        let place: String
        let matter: String
        let effect: String
        let answer: String
    }

    mutating func matter() -> Matter {
        Matter(
            place:
                "\(pick(Self.roads))\(Int.random(in: 1...400, using: &random))号\(Int.random(in: 1...60, using: &random))幢",
            matter: pick(Self.matters), effect: pick(Self.effects), answer: pick(Self.answers))
    }

    /// Another telling has another length of time, another plea, and its parts in another order.
    mutating func text(of one: Matter) -> String {
        let length = pick(Self.lengths)
        let plea = pick(Self.pleas)
        return switch Int.random(in: 0..<3, using: &random) {
        case 0: "\(one.place)\(one.matter)，\(length)，\(one.effect)，\(one.answer)，\(plea)。"
        case 1: "我住在\(one.place)，\(one.matter)，\(one.effect)，\(length)了，\(one.answer)，\(plea)！"
        default: "\(one.effect)，\(length)，就是\(one.place)这边\(one.matter)，\(one.answer)。\(plea)。"
        }
    }

    private mutating func pick(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
}

extension Lot: RandomNumberGenerator {}
