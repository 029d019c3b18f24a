import Contracts
import RulePacks
import Testing

@Suite struct DeployedDistrictTests {
    @Test(arguments: ["changzhou", "doumen"]) func deployedDistrictsAreWhole(id: String) throws {
        let district = try District(try DeployedDistrict.sources(id))
        #expect(district.id.rawValue == id)
        #expect(!district.pack.clocks.isEmpty)
        #expect(district.pack.mailboxes[.operator] == "operator@\(id).example.invalid")
        #expect(Set(district.pack.mailboxes.keys).isSuperset(of: [.operator, .station, .platform, .supervisor]))
    }

    @Test func changzhouSeasonHasFortyShowsAndFortyNineLines() throws {
        let district = try District(try DeployedDistrict.sources("changzhou"))
        #expect(district.units.units.count == 42)
        #expect(district.season.broadcasts.count == 40)
        #expect(district.season.broadcasts.map(\.units.count).reduce(0, +) == 49)
        #expect(Set(district.season.broadcasts.flatMap(\.units)).count == 42)
        let first = try #require(district.season.broadcasts.first)
        #expect(first.id == BroadcastID("2020-03-26"))
        #expect(first.opensAt == Instant(rfc3339: "2020-03-26T09:00:00+08:00"))
        #expect(first.closesAt == Instant(rfc3339: "2020-03-26T10:00:00+08:00"))
        #expect(district.season.broadcasts.last?.units.count == 3)
    }

    @Test(
        "CZ-03, CZ-04, CZ-10, CZ-29, X05: each Thursday morning live with the principal leader, and once recorded that evening"
    )
    func changzhouProgramme() throws {
        let programme = try District(try DeployedDistrict.sources("changzhou")).pack.programme
        #expect(programme.cadence.weeks == 1 && programme.cadence.weekday == 4)
        #expect(programme.cadence.from == CivilDay("2020-03-26"))
        #expect(programme.slots.map(\.kind) == [.live, .recorded])
        #expect(programme.slots.map(\.opens) == [9 * 60, 22 * 60 + 20])
        #expect(programme.slots.map(\.closes) == [10 * 60, nil])
        #expect(programme.slots.map(\.channels) == [["FM103.4", "AM846", "常州手机台"], ["新闻综合频道"]])
        #expect(programme.guests.principals == 1 && programme.guests.staff == nil)
        #expect(programme.arrival == 8 * 60 && programme.hosts == 2)
        #expect(programme.preview == nil)
    }

    @Test("DM-03, DM-19: each second Tuesday at half past five, with three people") func doumenProgramme() throws {
        let programme = try District(try DeployedDistrict.sources("doumen")).pack.programme
        #expect(programme.cadence.weeks == 2 && programme.cadence.weekday == 2)
        #expect(programme.cadence.from == CivilDay("2016-06-07"))
        #expect(programme.slots.map(\.kind) == [.live])
        #expect(programme.slots.map(\.opens) == [17 * 60 + 30])
        #expect(programme.slots.map(\.closes) == [18 * 60 + 30])
        #expect(programme.slots.map(\.channels) == [["区广播电视台综合广播"]])
        #expect(programme.guests.principals == 1 && programme.guests.staff == 2)
        #expect(programme.arrival == nil && programme.hosts == nil)
    }

    @Test func doumenSeasonIsEverySecondTuesday() throws {
        let district = try District(try DeployedDistrict.sources("doumen"))
        let days = district.season.broadcasts.map(\.day)
        #expect(days.first == CivilDay("2016-06-07"))
        #expect(days.count == 13)
        #expect(zip(days, days.dropFirst()).allSatisfy { $1.since1970 - $0.since1970 == 14 && $1.weekday == 2 })
        #expect(district.season.broadcasts[0].opensAt == Instant(rfc3339: "2016-06-07T17:30:00+08:00"))
    }
}
