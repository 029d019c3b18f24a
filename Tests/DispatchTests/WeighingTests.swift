import Contracts
import Testing

@testable import DispatchService

/// The scorer alone, on a past that fits on a page.
@Suite struct WeighingTests {
    /// Of each unit what it handled, and what it is asked about in other words.
    private static let matters: [(unit: String, past: [String], asked: [String])] = [
        ("water", ["自来水水压不足", "停水没有通知", "水表不准水费过高", "自来水管爆裂"], ["水压太小洗不了澡", "突然停水了", "水费比平时多一倍", "马路上水管爆了"]),
        ("power", ["频繁停电跳闸", "电压不稳", "电费计算错误", "电线杆倾斜"], ["又停电了没法活", "电压低空调开不了", "电费突然多了", "门口电线杆歪了"]),
        ("bus", ["公交车甩站不停", "公交间隔时间过长", "公交老年卡年审"], ["等公交四十分钟", "公交司机不停站", "老年卡怎么年审"]),
        ("school", ["学区划分不合理", "幼儿园收费过高", "校外培训退费难"], ["孩子学区怎么划", "幼儿园学费涨价", "培训班关门不退费"]),
        ("street", ["流动摊贩占道经营", "违法建筑没有拆除", "垃圾清运不及时"], ["摊贩占了人行道", "邻居违法搭建", "垃圾没人清运"]),
        ("wages", ["拖欠农民工工资", "社保缴费基数", "工伤认定申请"], ["老板拖欠工资", "公司不交社保", "工伤了不认"]),
    ]

    /// Learns by counting in memory what the service counts in its tables.
    private static func evidence(for terms: Terms) -> Evidence {
        var units: [UnitID: Evidence.Unit] = [:]
        var counts = [[UnitID: Int]](repeating: [:], count: terms.bigrams.count)
        for (unit, past, _) in matters {
            let id = UnitID(unit)
            let learnt = past.map { Set(Terms($0 + "请有关部门处理").bigrams) }
            units[id] = .init(
                id: id, name: unit, isValid: true, cases: past.count, casesOfCategory: past.count,
                terms: learnt.reduce(0) { $0 + $1.count })
            for (index, bigram) in terms.bigrams.enumerated() {
                let own = learnt.count { $0.contains(bigram) }
                if own > 0 { counts[index][id] = own }
            }
        }
        return Evidence(units: units, counts: counts)
    }

    private static func ranked(_ text: String, without: Set<UnitID> = []) -> [(unit: String, probability: Double)] {
        Weighing(evidence(for: Terms(text))).ranked(without: without).map { ($0.unit.id.rawValue, $0.probability) }
    }

    /// A scorer that knows nothing but the units' shares comes to 4 of 20.
    @Test func whatIsHeldOutFindsItsUnit() {
        let asked = Self.matters.flatMap { matter in matter.asked.map { (matter.unit, $0 + "，麻烦处理一下") } }
        let firsts = asked.count { Self.ranked($1).first?.unit == $0 }
        let threes = asked.count { unit, text in Self.ranked(text).prefix(3).contains { $0.unit == unit } }
        #expect(asked.count == 20)
        #expect(firsts >= 17, "\(firsts) of 20")
        #expect(threes >= 19, "\(threes) of 20")
    }

    @Test func probabilitiesAddUpToOne() {
        let ranked = Self.ranked("停水又停电")
        #expect(abs(ranked.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
        #expect(ranked.count == 6 && zip(ranked, ranked.dropFirst()).allSatisfy { $0.probability >= $1.probability })
        #expect(Set(ranked.prefix(2).map(\.unit)) == ["water", "power"])
        let without = Self.ranked("停水又停电", without: [UnitID("water")])
        #expect(without.first?.unit == "power" && without.count == 5)
    }

    @Test func anEmptyPastRanksNobody() {
        let terms = Terms("停水")
        let empty = Evidence(units: [:], counts: [[UnitID: Int]](repeating: [:], count: terms.bigrams.count))
        #expect(Weighing(empty).ranked(without: []).isEmpty)
        #expect(Self.ranked("").allSatisfy { $0.probability.isFinite })
    }

    @Test func theReasonsAreThePiecesThatSpeakForTheUnit() throws {
        let text = "你好，流动摊贩！占道 经营，还乱扔垃圾没人管"
        let terms = Terms(text)
        let weighing = Weighing(Self.evidence(for: terms))
        let first = try #require(weighing.ranked(without: []).first)
        let reasons = Reasons(first.unit, terms, weighing)
        #expect(first.unit.id == UnitID("street"))
        #expect(reasons.words.first == "流动摊贩")
        #expect(Set(reasons.words).isSubset(of: ["流动摊贩", "占道", "经营", "垃圾"]))
        #expect(reasons.words.count == Reasons.mostWords)
        #expect(reasons.cases == 1)
    }

    @Test func termsAreThoseOfSearchesAndKnowTheirPlaces() {
        let terms = Terms("ＡＢ，ab水 压ab")
        #expect(terms.bigrams.count == 5)
        #expect(terms.places[0] == [0, 3, 8])
        #expect(terms.text(3..<6) == "ab水")
        // Across the comma the pair counts, but there is no piece of text to show for it.
        #expect(terms.places[1] == [])
        #expect(Terms("水").bigrams.isEmpty && Terms("").bigrams.isEmpty)
        let long = Terms(String((0..<5_000).map { Character(Unicode.Scalar(0x4E00 + $0) ?? "水") }))
        #expect(long.bigrams.count == Terms.most)
    }
}
