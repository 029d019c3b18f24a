import Contracts
import Testing

@testable import CallbackSurveyService

/// Examples that the comparison was made with; how it does on others is measured in `ComparisonMeasureTests`.
@Suite struct ComparisonTests {
    @Test(
        "CZ-43: a reply that contradicts the answer in the studio is found, with the reason",
        arguments: [
            ("路灯6月30日前修好。", "路灯将于7月15日前修好。", Finding.Reason.date),
            ("本月底前修好。", "计划6月20日前修好。", .date), ("2021年6月30日前修好。", "2020年6月30日前修好。", .date),
            ("我们15日内给答复。", "将在三十日内答复。", .duration), ("十五日内办理。", "15个工作日内办理。", .duration),
            ("补偿五千元。", "补偿3000元。", .amount), ("更换路灯12盏。", "已更换路灯十盏。", .amount),
            ("我们同意加装。", "经研究不同意加装。", .polarity), ("情况属实。", "经查，情况不属实。", .polarity),
            ("问题已解决。", "问题尚未解决。", .polarity), ("将予以整改。", "无法整改。", .polarity),
        ])
    func aContradictionIsFound(onAir: String, reply: String, reason: Finding.Reason) {
        let found = Self.findings(onAir: onAir, reply: reply)
        #expect(found.map(\.kind) == [.onAirAndReply])
        #expect(found.first?.reasons == [reason])
        #expect(Set(found.first?.spans.map(\.text) ?? []) == [.onAir, .reply])
    }

    @Test(
        "CZ-43: what says the same in other words is no finding",
        arguments: [
            ("路灯6月30日前修好。", "路灯将于六月底前修好。"), ("6月30日前。", "2020-06-30前完成。"),
            ("2020-06-30前完成。", "6月30日前。"), ("十五日内答复。", "15日内答复。"), ("两周内办。", "14天内办。"),
            ("5千元。", "五千元。"), ("3.5万元。", "35,000元。"),
            ("将在6月30日前解决。", "暂未解决，6月30日前解决。"), ("情况是否属实要查。", "经查情况不属实。"),
            ("６月３０日前修好。", "6月30日前修好。"), ("我们会解决。", "已于5月20日解决。"),
            ("5月14日来电反映。6月30日前修好。", "5月15日接到工单，6月30日前修好。"), ("", "已答复。"), ("一万两千元。", "1.2万元。"), ("没有及时解决，抱歉。", "已解决。"),
        ])
    func whatAgreesIsNoFinding(onAir: String, reply: String) {
        #expect(Self.findings(onAir: onAir, reply: reply).isEmpty)
    }

    @Test("CZ-51: a form that is the pasted summary is found, one with work of its own is not")
    func aPastedSummaryIsFound() {
        let onAir = "市民反映新北区薛家镇路灯不亮，局长当场表示六月底之前全部修好，并安排专人跟踪。"
        let pasted = Self.findings(onAir: onAir, form: "市民反映新北区薛家镇路灯不亮,局长当场表示六月底之前全部修好!")
        #expect(pasted.map(\.kind) == [.pastedSummary])
        #expect(pasted.first.map { $0.score > 0.95 } == true)
        #expect(pasted.first?.spans.contains { $0.text == .form && $0.length >= 10 } == true)
        let own = "市民反映新北区薛家镇路灯不亮。经查系电缆被施工挖断，六月二十二日已更换电缆八十米，现场测试正常，已回访市民。"
        #expect(!Self.findings(onAir: onAir, form: own).contains { $0.kind == .pastedSummary })
    }

    @Test("CZ-52: a form that has nothing to do with the reply is found") func aDifferentFormIsFound() {
        let reply = "经现场核查，薛家镇路灯因电缆老化熄灭，我局已组织抢修队伍更换电缆，目前照明恢复正常。"
        let form = "关于小区物业服务费上涨一事，已约谈物业企业负责人，要求其公示收支明细并召开业主大会。"
        let found = Self.findings(reply: reply, form: form)
        #expect(found.map(\.kind) == [.replyAndForm])
        #expect(found.first?.reasons.contains(.dissimilar) == true)
        #expect(Self.findings(reply: reply, form: reply).isEmpty)
    }

    @Test func aSpanStandsWhereTheTextSaysIt() throws {
        let reply = "😀 将于7月15日前修好。"
        let found = try #require(Self.findings(onAir: "6月30日前修好。", reply: reply).first)
        let span = try #require(found.spans.first { $0.text == .reply })
        let units = Array(reply.utf16)[span.start..<span.start + span.length]
        #expect(String(decoding: units, as: UTF16.self) == "7月15日")
    }

    @Test func absurdTextsCostLittleAndTrapNothing() {
        let long = Self.absurd("啊")
        let digits = Self.absurd("9")
        let places = Self.absurd("一月十亿万1,")
        let unbroken = ["月底", "解决", "未解决", "不及时解决", "将会解决", "6月1日内已解决", "一万"].map(Self.absurd)
        let short = ["", "月", "个", "1", "零", "，", "\u{0}\u{FEFF}", "2020-", "99999999月99日"]
        for text in short + unbroken + [long, digits, places] {
            Self.expectLittle(onAir: text, reply: long, form: text)
            Self.expectLittle(onAir: places, reply: text, form: digits)
        }
    }

    /// Some 5,000 characters.
    private static func absurd(_ words: String) -> String { String(repeating: words, count: 5_000 / words.count) }

    /// Each character is looked at so many times at most, however long its clause is and whatever it repeats.
    private static func expectLittle(onAir: String, reply: String, form: String) {
        let looks = Looks()
        let found = findings(onAir: onAir, reply: reply, form: form, counted: looks)
        #expect(found.allSatisfy { (0...1).contains($0.score) })
        let most = 500 * (onAir.count + reply.count + form.count)
        let beginnings = [onAir, reply, form].map { String($0.prefix(8)) }
        #expect(looks.count <= most, "\(looks.count) looks at \(beginnings)")
    }

    static func findings(
        onAir: String? = nil, reply: String? = nil, form: String? = nil, counted looks: Looks? = nil
    ) -> [Finding] {
        func read(_ text: String) -> ReadText {
            ReadText(text, on: CivilDay(year: 2020, month: 6, day: 1) ?? CivilDay(since1970: 0), counted: looks)
        }
        return ThreeTexts(onAir: onAir.map(read), reply: reply.map(read), form: form.map(read)).findings()
    }
}
