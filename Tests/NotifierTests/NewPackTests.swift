import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// A district's next pack comes on another topic than the facts of the cases that begin under it.
@Suite struct NewPackTests {
    private static let version = "changzhou-2020.2"

    @Test func aFactThatOnlyItsCasesOwnPackNamesWaitsForThatPack() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let old = try fixture.appeal()
        let new = AppealRegistered(
            case: old.case, caseNumber: old.caseNumber, channel: .web, isForeignMatter: false, isComplex: false,
            isAnonymous: false, callbackMethod: .phone, citizen: old.citizen, packVersion: Self.version)
        try await fixture.hear(new)
        try await fixture.hear(signed(new.case))
        #expect(try await fixture.rows() == [])
        #expect(try await fixture.count("held_messages") == 2)
        try await fixture.hear(try Self.nextPack())
        #expect(try await fixture.rows() == ["citizen text pending", "operator mail pending"])
        #expect(try await fixture.count("held_messages") == 0)
    }

    @Test func whatTheCasesPackDoesNotNameIsLeftOutBeforeAnythingIsStored() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        let before = try await fixture.count("inbox")
        try await fixture.hear(signed(appeal.case))
        #expect(try await fixture.count("inbox") == before)
        #expect(try await fixture.count("held_messages") == 0)
    }

    /// As in a replay: the registration comes again, beside what nothing was stored of the first time.
    @Test func aRegistrationInTheSameBatchMakesNothingStoredThatItsPackDoesNotName() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        let ids = [UUID(), UUID()].map { EventID($0.uuidString.lowercased()) }
        let (now, district) = (fixture.clock.now(), DistrictID("changzhou"))
        try await fixture.hosting.inbox.handle([
            try Envelope(appeal, id: ids[0], at: now, in: district, from: "test"),
            try Envelope(signed(appeal.case), id: ids[1], at: now, in: district, from: "test"),
        ])
        #expect(try await fixture.count("inbox WHERE message_id = '\(ids[0])'") == 1)
        #expect(try await fixture.count("inbox WHERE message_id = '\(ids[1])'") == 0)
    }

    private func signed(_ id: CaseID) -> WorkOrderSigned {
        WorkOrderSigned(case: id, workOrder: WorkOrderID(UUID().uuidString.lowercased()), unit: "xinbei")
    }

    /// Names one type more than the pack before it.
    private static func nextPack() throws -> RulePackAdopted {
        let source = try NotifierFixture.deploy("districts/changzhou/pack.yaml")
            .replacing("changzhou-2020.1", with: version)
            .replacing(
                "notifications:\n",
                with: "notifications:\n  - {rule: CZ-42, on: WorkOrderSigned, to: operator, by: email}\n")
        return RulePackAdopted(
            version: version, effectiveFrom: try #require(CivilDay("2020-04-01")), source: source)
    }
}
