import Contracts
import RulePacks
import Testing

@Suite struct SeasonTests {
    private func problems(units: String? = nil, season: String) throws -> [String] {
        var sources = try DeployedDistrict.sources("changzhou")
        if let units { sources.units = NamedText(name: "units.yaml", text: units) }
        sources.season = NamedText(name: "season.csv", text: season)
        do {
            _ = try District(sources)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func everyBrokenLineIsNamed() throws {
        let found = try problems(
            season: """
                date,unit
                2020-03-26,自然资源和规划局
                2020-02-30,公安局
                2020-04-02,公安司
                2020-04-09
                2020-03-26,自然资源和规划局
                """)
        #expect(
            found == [
                "season.csv:3:1: date: must be a day such as 2020-05-14",
                "season.csv:4:1: unit: \"公安司\" is not a unit; did you mean \"公安局\"?",
                "season.csv:5:1: has 1 cells, not 2",
                "season.csv:6:1: unit: 自然资源和规划局 comes twice on 2020-03-26",
            ])
    }

    @Test("CZ-23: the leader's date lies within the unit's window") func dateOutsideItsWindow() throws {
        let found = try problems(season: "window_start,window_end,unit,date\n2020-03-23,2020-03-27,公安局,2020-03-28\n")
        #expect(found == ["season.csv:2:1: date: 2020-03-28 lies outside 2020-03-23 to 2020-03-27"])
    }

    @Test func aShowLiesWithinTheYearsOfTheProgrammeAndTheCalendar() throws {
        #expect(try problems(season: "date,unit\n2000-01-01,公安局\n2099-12-31,公安局\n").isEmpty)
        let found = try problems(
            season: "date,unit,window_start\n1999-12-31,公安局,2000-01-01\n2100-01-01,公安局,0001-01-01\n")
        let after = "2100-01-01 lies after 2099-12-31, beyond what can be planned"
        #expect(
            found == [
                "season.csv:2:1: date: 1999-12-31 lies before 2000-01-01, when there was no show",
                "season.csv:3:1: window_start: 0001-01-01 lies before 2000-01-01, when there was no show",
                "season.csv:3:1: date: \(after)",
            ])
    }

    @Test(arguments: ["", "date\n", "date,unit\n", "date,unit,unit\n", "day,unit\n2020-03-26,公安局\n"])
    func aFileWithoutItsColumnsIsRefused(text: String) throws {
        #expect(try !problems(season: text).isEmpty)
    }

    @Test("X19: a unit is known by its aliases and by its id") func aliases() throws {
        #expect(try problems(season: "date,unit\n2020-03-26,住建局\n2020-04-02,bus\n").isEmpty)
    }

    @Test("CZ-24 CZ-25: several units on one date make one show") func severalUnits() throws {
        var sources = try DeployedDistrict.sources("changzhou")
        sources.season = NamedText(name: "s", text: "date,unit\r\n2020-12-29,通用水司\r\n2020-12-29,供电公司\r\n")
        let shows = try District(sources).season.broadcasts
        #expect(shows.map(\.units) == [[UnitID("water-supply"), UnitID("power-supply")]])
    }

    @Test func unitsMustDiffer() throws {
        let found = try problems(
            units: """
                units:
                  - {id: a, name: 甲, kind: bureau, mailbox: a@example.invalid}
                  - {id: a, name: 乙, aliases: [甲], kind: office, mailbox: b@example.invalid}
                  - {id: c, name: 甲, kind: bureau, mailbox: c@example.invalid}
                """, season: "date,unit\n2020-03-26,甲\n")
        #expect(found.contains { $0.hasPrefix("units.yaml:3:42: units[1].kind: \"office\" is not known") }, "\(found)")
        #expect(found.contains { $0.contains("the name \"甲\" is also that of a") }, "\(found)")
    }

    @Test func brokenPackAndBrokenUnitsAreReportedTogether() throws {
        var sources = try DeployedDistrict.sources("doumen")
        sources.pack = NamedText(name: "pack.yaml", text: "pack: {}")
        sources.units = NamedText(name: "units.yaml", text: "units: [1]")
        do {
            _ = try District(sources)
            Issue.record("was not refused")
        } catch {
            #expect(Set(error.problems.map(\.file)) == ["pack.yaml", "units.yaml"])
        }
    }
}
