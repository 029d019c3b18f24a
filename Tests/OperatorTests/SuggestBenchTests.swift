import Contracts
import DispatchService
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// The made-up appeals that suggestions are measured on.
@Suite struct SuggestBenchTests {
    @Test func bothGeneratorsKnowEveryUnitAndSayOtherThings() throws {
        let units = try ServiceFixture<DispatchService>.deploy("districts/changzhou/units.yaml")
            .matches(of: /id: ([a-z-]+)/).map { String($0.1) }
        #expect(Duty.all.map(\.unit).sorted() == units.sorted())
        for duty in Duty.all {
            #expect(duty.past.count >= 7 && duty.later.count >= 7, "\(duty.unit)")
            #expect(Set(duty.past).isDisjoint(with: duty.later), "\(duty.unit)")
        }
        let past = Set((0..<2_000).map { PastAppeals.appeal($0, seed: 1).text })
        let later = Set((0..<2_000).map { LaterAppeals.appeal($0, seed: 1).text })
        #expect(past.isDisjoint(with: later))
        #expect(past.count > 1_900 && later.count > 1_900)
        #expect(PastAppeals.appeal(7, seed: 1).text == PastAppeals.appeal(7, seed: 1).text)
    }

    /// A scorer that knows nothing but how much each unit has to do finds a third.
    @Test func whatIsHeldOutFindsItsUnitThroughTheService() async throws {
        let now = try #require(Instant(rfc3339: "2020-05-14T01:30:00Z"))
        let dispatch = try await ServiceFixture<DispatchService>(at: now)
        try await dispatch.adopt("changzhou")
        let units = try ServiceFixture<DispatchService>.deploy("districts/changzhou/units.yaml")
        let entered = try await dispatch.send(
            .put, "/v1/districts/changzhou/units", text: units, type: "application/yaml")
        #expect(entered.status == 200, "\(entered)")
        let rows = try await SuggestRows(dispatch.admin, schema: "test_dispatch", keys: dispatch.keys)
        try await rows.insert(
            (0..<1_000).map { .init(appeal: PastAppeals.appeal($0, seed: 3), at: now, isHandled: true) })
        try await dispatch.runDueWork()
        #expect(try await rows.count("lessons") == 1_000)
        let asked = (0..<200).map {
            SuggestRows.Entry(appeal: LaterAppeals.appeal($0, seed: 4), at: now, isHandled: false)
        }
        try await rows.insert(asked)
        var (firsts, threes) = (0, 0)
        for one in asked {
            let answer = try await dispatch.send(.get, "/v1/districts/changzhou/cases/\(one.id)/suggestions")
            let units = answer.objects("suggestions").prefix(3).map { $0["unit"] as? String }
            if units.first == one.appeal.unit { firsts += 1 }
            if units.contains(one.appeal.unit) { threes += 1 }
        }
        await rows.close()
        #expect(firsts >= 120, "\(firsts) of 200")
        #expect(threes >= 150, "\(threes) of 200")
    }
}
