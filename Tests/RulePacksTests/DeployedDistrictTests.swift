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

    @Test func doumenSeasonIsEverySecondTuesday() throws {
        let district = try District(try DeployedDistrict.sources("doumen"))
        let days = district.season.broadcasts.map(\.day)
        #expect(days.first == CivilDay("2016-06-07"))
        #expect(days.count == 13)
        #expect(zip(days, days.dropFirst()).allSatisfy { $1.since1970 - $0.since1970 == 14 && $1.weekday == 2 })
        #expect(district.season.broadcasts[0].opensAt == Instant(rfc3339: "2016-06-07T17:30:00+08:00"))
    }
}
