import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

extension PipelineTests {
    /// A service, and the place at which it is killed.
    struct Place: CustomTestStringConvertible, Sendable {
        let service: ServiceName
        let point: String

        init(_ service: ServiceName, _ point: String) {
            self.service = service
            self.point = point
        }

        var testDescription: String { "\(service.rawValue) at \(point)" }
    }

    /// Each service dies at a place of its own while one appeal comes through.
    static let rounds: [[Place]] = [
        [
            Place(.dispatch, "dispatch.opened"), Place(.deadlineWatcher, "watcher.applied"),
            Place(.callbackSurvey, "callback.scheduled"), Place(.notifier, "inbox.committed"),
        ],
        [
            Place(.dispatch, "inbox.handled"), Place(.deadlineWatcher, "inbox.handled"),
            Place(.callbackSurvey, "inbox.handled"), Place(.notifier, "inbox.handled"),
        ],
        // State, journal, outbox and inbox are all written, and none of it is committed.
        [
            Place(.dispatch, "store.beforeCommit"), Place(.deadlineWatcher, "store.beforeCommit"),
            Place(.callbackSurvey, "store.beforeCommit"), Place(.notifier, "store.beforeCommit"),
        ],
        [
            Place(.dispatch, "inbox.committed"), Place(.deadlineWatcher, "relay.sending"),
            Place(.callbackSurvey, "relay.acknowledged"), Place(.notifier, "relay.sending"),
        ],
        [
            Place(.dispatch, "relay.sending"), Place(.deadlineWatcher, "relay.acknowledged"),
            Place(.callbackSurvey, "inbox.committed"), Place(.notifier, "relay.acknowledged"),
        ],
        [
            Place(.dispatch, "relay.acknowledged"), Place(.deadlineWatcher, "inbox.committed"),
            Place(.callbackSurvey, "relay.sending"), Place(.intake, "inbox.committed"),
        ],
    ]

    @Test(arguments: rounds)
    func servicesKilledAtTheirPlacesLoseAndDoubleNothing(places: [Place]) async throws {
        try await Self.killServices(at: places, on: .one)
    }

    static func killServices(at places: [Place], on cluster: Cluster) async throws {
        let pipeline = try await Pipeline.shared(on: cluster)
        let name = "round-" + (places.first?.point ?? "")
        let appeal = try await killing(pipeline, places) {
            let appeal = try await Appeal(in: pipeline, name)
            try await appeal.handle()
            try await appeal.callBack()
            return appeal
        }
        try await Books(pipeline: pipeline).check([appeal.number])
        #expect(try await appeal.status() == "completed")
        // The citizen's status and the clocks hear of the callback each in their own time.
        try await eventually("every deadline is met", within: .seconds(30)) {
            try await appeal.deadlines().allSatisfy { $0.hasSuffix(" met") } ? true : nil
        }
        #expect(try await pipeline.count(.dispatch, "work_orders WHERE case_id = '\(appeal.id)'") == 1)
    }

    @Test(
        "DM-12, DM-27, DM-43: killed while it declares a miss, the watcher declares it once, and files and proposes once"
    )
    func aMissIsDeclaredOnceAcrossAKill() async throws { try await Self.declareAMiss(on: .one) }

    static func declareAMiss(on cluster: Cluster) async throws {
        let pipeline = try await Pipeline.shared(on: cluster)
        let (appeal, order) = try await noticed(in: pipeline, "fired", secondsFromNow: 8)
        try await pipeline.rest()
        try await killing(pipeline, [Place(.deadlineWatcher, "watcher.fired")]) {
            try await eventually("the miss", within: .seconds(40)) {
                try await appeal.deadlines().contains("notice missed") ? true : nil
            }
        }
        try await Books(pipeline: pipeline).check([appeal.number])
        let said = try await pipeline.texts(
            .deadlineWatcher,
            """
            SELECT substr(type, 9) FROM journal WHERE subject = '\(appeal.id)' AND data LIKE '%\(order)%'
                AND type ~ 'Missed|Filed|Proposed' ORDER BY position
            """)
        #expect(said == ["DeadlineMissed", "OverdueFiled", "SupervisionProposed", "AccountabilityProposed"])
    }

    /// Where notifier is killed, and how often the message goes out then.
    struct Sending: Sendable {
        let point: String
        let times: Int
    }

    static let sendings = [Sending(point: "notifier.claimed", times: 1), Sending(point: "notifier.sent", times: 2)]

    @Test(arguments: sendings)
    func aTextMessageGoesOutOnceMoreAtMostAndUnderTheSameKey(sending: Sending) async throws {
        try await Self.sendAText(sending, on: .one)
    }

    static func sendAText(_ sending: Sending, on cluster: Cluster) async throws {
        let (point, times) = (sending.point, sending.times)
        let pipeline = try await Pipeline.shared(on: cluster)
        try await pipeline.rest()
        let before = pipeline.texts.keys.count
        // It concerns no unit yet, so the citizen alone is told of it.
        let appeal = try await killing(pipeline, [Place(.notifier, point)]) {
            let body = #"{"text":"\#(point)","citizen":{"name":"张三","phone":"13812345678"}}"#
            let answer = try await pipeline.ask(
                .intake, "changzhou/appeals", body, headers: ["Idempotency-Key": point])
            let appeal = Appeal(pipeline: pipeline, district: "changzhou", unit: "xinbei", answer)
            try await eventually("the citizen is told", within: .seconds(60)) {
                try await pipeline.count(
                    .notifier, "deliveries WHERE case_id = '\(appeal.id)' AND state = 'delivered'") == 1 ? true : nil
            }
            return appeal
        }
        let delivery = try await pipeline.texts(
            .notifier, "SELECT delivery::text FROM deliveries WHERE case_id = '\(appeal.id)'")
        // What an earlier round still had to say may come in between.
        let sent = pipeline.texts.keys[before...].filter { delivery.contains($0) }
        #expect(delivery.count == 1)
        #expect(sent.count == times, "\(pipeline.texts.keys[before...])")
        try await Books(pipeline: pipeline).check([appeal.number])
    }

    @Test(arguments: sendings)
    func aMailGoesOutOnceMoreAtMostAndUnderTheSameMessageID(sending: Sending) async throws {
        try await Self.sendAMail(sending, on: .one)
    }

    static func sendAMail(_ sending: Sending, on cluster: Cluster) async throws {
        let (point, times) = (sending.point, sending.times)
        let pipeline = try await Pipeline.shared(on: cluster)
        try await pipeline.rest()
        let before = pipeline.mail.messageIDs.count
        // Nobody can be texted, so the unit alone is told of it.
        let appeal = try await killing(pipeline, [Place(.notifier, point)]) {
            let body = #"{"text":"mail-\#(point)","unit":"xinbei","category":"consultation"}"#
            let answer = try await pipeline.ask(
                .intake, "changzhou/appeals", body, headers: ["Idempotency-Key": "mail-\(point)"])
            let appeal = Appeal(pipeline: pipeline, district: "changzhou", unit: "xinbei", answer)
            try await eventually("the unit is told", within: .seconds(60)) {
                try await pipeline.count(
                    .notifier, "deliveries WHERE case_id = '\(appeal.id)' AND state = 'delivered'") == 1 ? true : nil
            }
            return appeal
        }
        let delivery = try await pipeline.texts(
            .notifier, "SELECT delivery::text FROM deliveries WHERE case_id = '\(appeal.id)' AND way = 'mail'")
        let ids = delivery.map { "Message-ID: <\($0)@hotline.example.invalid>" }
        let sent = pipeline.mail.messageIDs[before...].filter { ids.contains($0) }
        #expect(delivery.count == 1)
        #expect(sent.count == times, "\(pipeline.mail.messageIDs[before...])")
        try await Books(pipeline: pipeline).check([appeal.number])
    }

    /// A complaint of Doumen's whose notice is due at a second that comes soon.
    static func noticed(
        in pipeline: Pipeline, _ key: String, secondsFromNow: Double
    ) async throws -> (Appeal, order: String) {
        let appeal = try await Appeal(
            in: pipeline, key, district: "doumen", unit: "jingan", fields: #""category":"complaint","isComplex":true"#)
        let order = try await appeal.workOrder()
        try await appeal.act(order, "sign")
        let due = Instant(milliseconds: Int64((Date().timeIntervalSince1970 + secondsFromNow) * 1000))
        try await pipeline.ask(.dispatch, "doumen/work-orders/\(order)/notice", #"{"due":"\#(due.rfc3339)"}"#)
        // On a slow machine it is heard of when it is over.
        try await eventually("the notice has a clock", within: .seconds(60)) {
            try await appeal.deadlines().contains { $0.hasPrefix("notice ") } ? true : nil
        }
        return (appeal, order)
    }

    /// Starts services so that each is killed at its place, and again when that has happened, while `body` runs.
    @discardableResult
    static func killing<T: Sendable>(
        _ pipeline: Pipeline, _ places: [Place], _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in places { group.addTask { try await pipeline[place.service].stop(within: .seconds(20)) } }
            try await group.waitForAll()
        }
        let before = try places.map { try pipeline[$0.service].reachedPoints() }
        for place in places { try pipeline[place.service].start(failPoint: place.point) }
        return try await withThrowingTaskGroup(of: T?.self) { group in
            for (place, earlier) in zip(places, before) {
                let service = pipeline[place.service]
                group.addTask {
                    try await service.untilGone(within: .seconds(60))
                    #expect(try service.reachedPoints() == earlier + [place.point])
                    try service.start()
                    return nil
                }
            }
            group.addTask { try await body() }
            var value: T?
            for try await result in group { value = result ?? value }
            guard let value else { throw CancellationError() }
            return value
        }
    }
}

extension PipelineOnThreeTests {
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
}
