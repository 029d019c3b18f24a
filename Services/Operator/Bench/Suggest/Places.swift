/// Towns and streets of the bench's appeals, by the unit whose they are.
enum Places {
    static let of: [String: [String]] = [
        "xinbei": ["薛家镇", "三井街道", "龙虎塘", "河海路", "春江镇", "孟河镇", "西夏墅", "罗溪镇", "奔牛镇", "新北区"],
        "wujin": ["湖塘镇", "牛塘镇", "洛阳镇", "雪堰镇", "礼嘉镇", "前黄镇", "嘉泽镇", "湟里镇", "武进区"],
        "economic-zone": ["横山桥", "遥观镇", "横林镇", "潞城街道", "丁堰街道", "戚墅堰", "经开区"],
        "tianning": ["茶山街道", "雕庄街道", "青龙街道", "兰陵街道", "红梅新村", "郑陆镇", "天宁区"],
        "zhonglou": ["五星街道", "永红街道", "北港街道", "西林街道", "荷花池", "新闸镇", "邹区镇", "钟楼区"],
        "jintan": ["金城镇", "尧塘镇", "直溪镇", "薛埠镇", "儒林镇", "指前镇", "朱林镇", "金坛区"],
        "liyang": ["溧城镇", "戴埠镇", "天目湖镇", "南渡镇", "竹箦镇", "上兴镇", "社渚镇", "别桥镇", "溧阳市"],
    ]
    private static let letters = Array("文化锦绣长江晋陵延政勤业怀德和平通江衡山黄河嫩泰岳阳清凉翠竹光华飞龙永宁中吴青洋星港玉树会灵聚湖太湖花园丰乐健康")

    /// One of thousands: addresses are most of what an appeal has in common with no other.
    static func address(_ lot: inout Lot) -> String {
        let name = (0..<2).compactMap { _ in lot.pick(letters) }
        return String(name) + "路\(lot.number(below: 400) + 1)号"
    }

    static let all = of.sorted { $0.key < $1.key }.flatMap(\.value)
    static let estates = [
        "阳光花园", "翠竹新村", "锦绣华府", "勤业新村", "花园小区", "清潭新村", "丽景名都", "书香世家", "富都苑", "怡景湾",
    ]
}
