/// Appeals to learn from, as a clerk writes them down: whole sentences, in order, with a request at the end.
enum PastAppeals {
    private static let openings = ["市民反映", "来电人称", "居民来电", "市民投诉", "听众反映", "来电人咨询", "群众反映"]
    private static let lengths = ["", "长期以来", "近一个月来", "自去年以来", "多次", "最近"]
    private static let sequels = [
        "，严重影响居民正常生活", "，此前向社区反映未得到答复", "，来电人对此表示不满", "，相关工作人员态度冷淡", "", "，至今无人处理",
        "，来电人希望了解相关政策",
    ]
    private static let requests = [
        "，请有关部门尽快核实处理。", "，希望相关单位给予答复。", "，要求依法查处。", "，请求协调解决。", "，请予以回复。",
    ]
    /// Of a hundred, so many were handled by a unit whose matter they are not.
    static let astray = 5

    static func appeal(_ number: Int, seed: UInt64) -> MadeAppeal {
        var lot = Lot(seed, "past", String(number))
        guard let duty = lot.duty(), let matter = lot.pick(duty.past) else { return MadeAppeal(text: "", unit: "") }
        var text = (lot.pick(openings) ?? "") + place(of: duty, &lot)
        text += (lot.pick(lengths) ?? "") + matter
        if lot.isHit(percent: 30), let second = lot.pick(duty.past), second != matter { text += "，并且" + second }
        text += (lot.pick(sequels) ?? "") + (lot.pick(requests) ?? "")
        let handler = lot.isHit(percent: astray) ? lot.duty() : duty
        return MadeAppeal(text: text, unit: handler?.unit ?? duty.unit)
    }

    private static func place(of duty: Duty, _ lot: inout Lot) -> String {
        if let own = Places.of[duty.unit] { return lot.pick(own) ?? "" }
        guard lot.isHit(percent: 70) else { return Places.address(&lot) }
        return (lot.pick(Places.all) ?? "") + (lot.isHit(percent: 50) ? Places.address(&lot) : "")
            + (lot.isHit(percent: 50) ? lot.pick(Places.estates) ?? "" : "")
    }
}
