import Contracts
import RulePacks
import WorkingCalendar

/// What a message says: Chinese first, then English. Nothing personal, and never a claim code.
struct Wording {
    let pack: RulePack
    let unitName: String?
    /// Where a citizen looks; empty where the district has not said it.
    let statusPage: String
    /// Of a notice of the plan.
    var shows: [PlannedShow] = []
    var unitNames: [UnitID: String] = [:]
    /// Of a notice of the platform's list.
    var listed: [CaseNumber] = []
    var particulars: Particulars?

    func subject(_ delivery: Delivery) -> String {
        let event = EventTitles.title(of: delivery.eventName)
        return "【\(pack.identity.title.zh)】\(event.zh) \(delivery.caseNumber) / \(event.en)"
    }

    /// For units and offices.
    func officeText(_ delivery: Delivery) -> String {
        let event = EventTitles.title(of: delivery.eventName)
        let programme = pack.identity.title
        let clock = delivery.clock.flatMap { pack.clock(ClockName($0))?.title }
        let rows: [(Title, Title?)] = [
            (Title(zh: "事项", en: "Matter"), event),
            (Title(zh: "文号", en: "Document"), shows.isEmpty ? nil : pack.identity.documentNumber.map(same)),
            (numbered, same(delivery.caseNumber.rawValue)),
            (Title(zh: "件数", en: "Appeals"), listed.isEmpty ? nil : same(String(listed.count))),
            (Title(zh: "单位", en: "Unit"), (unitName ?? delivery.unit?.rawValue).map(same)),
            (particulars?.label ?? event, particulars?.text(unitNames)),
            (Title(zh: "时限", en: "Clock"), clock),
            (Title(zh: "截止时间", en: "Due"), delivery.due.map { same(local($0)) }),
            (Title(zh: "发生时间", en: "Happened"), same(local(delivery.happenedAt))),
        ]
        let shown = rows.compactMap { name, value in value.map { (name, $0) } }
        let chinese = [programme.zh] + shown.map { "\($0.0.zh)：\($0.1.zh)" }
        let english = [programme.en] + shown.map { "\($0.0.en): \($0.1.en)" }
        let lines = shows.map(line) + listed.map(\.rawValue)
        let list = lines.isEmpty ? [] : [""] + lines
        return (chinese + [""] + english + list).joined(separator: "\n") + "\n"
    }

    /// What stands in the place of a case's number: of a list, its day.
    private var numbered: Title {
        listed.isEmpty ? Title(zh: "编号", en: "Case number") : Title(zh: "登记日期", en: "Registered on")
    }

    /// Short, for a text message.
    func citizenText(_ delivery: Delivery) -> String {
        if delivery.type == CallbackScheduled.type { return question(delivery) }
        let event = EventTitles.citizenTitle(of: delivery.eventName)
        let number = delivery.caseNumber
        return "【\(pack.identity.title.zh)】您的诉求\(event.zh)，编号 \(number)。\(place.zh)\n"
            + "\(pack.identity.title.en): your appeal \(number) \(event.en). \(place.en)"
    }

    /// `2020-05-14 09:00–10:00  新北区、武进区  城市管理`
    private func line(_ show: PlannedShow) -> String {
        let units = show.units.map { unitNames[$0] ?? $0.rawValue }.joined(separator: "、")
        return (["\(local(show.opensAt))–\(local(show.closesAt).suffix(5))", units] + [show.topic].compactMap(\.self))
            .joined(separator: "  ")
    }

    private var place: Title {
        statusPage.isEmpty
            ? Title(zh: "请凭编号和查询码在热线查询页面查看。", en: "See the hotline's status page with this number and your code.")
            : Title(zh: "请凭编号和查询码查看：\(statusPage)", en: "See with this number and your code: \(statusPage)")
    }

    /// Whether it was solved, and where to say it (rule CZ-58).
    private func question(_ delivery: Delivery) -> String {
        let number = delivery.caseNumber
        let page = statusPage.isEmpty ? Title(zh: "热线查询页面", en: "the hotline's status page") : same(statusPage)
        return "【\(pack.identity.title.zh)】您的诉求（编号 \(number)）已有答复。问题是否解决？已解决、部分解决还是未解决，满意度几分（1至5）？"
            + "请凭编号和查询码作答：\(page.zh)\n"
            + "\(pack.identity.title.en): your appeal \(number) has been answered. Is it solved, partly solved or not, and "
            + "how satisfied are you (1 to 5)? Answer with this number and your code: \(page.en)"
    }

    /// `2020-05-14 18:00` in the district's zone.
    func local(_ instant: Instant) -> String {
        let zone = pack.hours.zone
        let second = Int(((instant.seconds + Int64(zone.secondsEast)) % 86_400 + 86_400) % 86_400)
        let (hour, minute) = (second / 3600, second / 60 % 60)
        return "\(zone.day(of: instant)) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private func same(_ text: String) -> Title { Title(zh: text, en: text) }
}
