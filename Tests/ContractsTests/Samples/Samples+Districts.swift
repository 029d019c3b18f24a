import Contracts

extension Samples {
    static let districts: [Sample] = [
        Sample(
            full: CalendarPublished(
                version: "2020-05", table: "date,kind,name\n2020-05-01,holiday,劳动节\n", years: [2019, 2020]),
            minimal: CalendarPublished(
                version: "2020-05", table: "date,kind,name\n2020-05-01,holiday,劳动节\n", years: [])),
        Sample(
            full: RulePackAdopted(version: "2020-05", effectiveFrom: day, source: "id: changzhou\n"),
            minimal: RulePackAdopted(version: "2020-05", effectiveFrom: day, source: "id: changzhou\n")),
    ]
}
