import TestSupport
import Testing

/// The kills of `PipelineTests` once more, with a pipeline on a cluster of three brokers. What dies before its commit has
/// not come near a broker and is left out here.
@Suite(.serialized) struct PipelineOnThreeTests {
    @Test(.onThreeBrokers, arguments: PipelineTests.rounds)
    func servicesKilledAtTheirPlacesLoseAndDoubleNothing(places: [PipelineTests.Place]) async throws {
        try await PipelineTests.killServices(at: places, on: .three)
    }

    @Test("DM-12, DM-27, DM-43: killed while it declares a miss, the watcher declares it once", .onThreeBrokers)
    func aMissIsDeclaredOnceAcrossAKill() async throws { try await PipelineTests.declareAMiss(on: .three) }

    @Test(.onThreeBrokers, arguments: PipelineTests.sendings)
    func aTextMessageGoesOutOnceMoreAtMostAndUnderTheSameKey(sending: PipelineTests.Sending) async throws {
        try await PipelineTests.sendAText(sending, on: .three)
    }

    @Test(.onThreeBrokers, arguments: PipelineTests.sendings)
    func aMailGoesOutOnceMoreAtMostAndUnderTheSameMessageID(sending: PipelineTests.Sending) async throws {
        try await PipelineTests.sendAMail(sending, on: .three)
    }

    @Test(.onThreeBrokers) func whatPeopleDoIsDoneOnceAcrossAKill() async throws {
        try await PipelineTests.doDeeds("store.committed", on: .three)
    }

    @Test(
        "DM-27, DM-28, DM-29: a letter is issued, received, answered and reported once across a kill", .onThreeBrokers)
    func aLetterIsIssuedOnceAcrossAKill() async throws {
        try await PipelineTests.issueALetter("store.committed", on: .three)
    }
}
