import Contracts
import Foundation
import TestSupport
import Testing
import WorkingCalendar

@testable import OperatorService

/// All five services as processes: one stack for all tests that kill nothing but services.
@Suite(.serialized) struct PipelineTests {
    @Test func anAppealGoesFromItsRegistrationToTheCitizensWord() async throws {
        let pipeline = try await Pipeline.shared()
        let appeal = try await Appeal(in: pipeline, "path")
        try await appeal.handle()
        try await appeal.callBack()
        try await Books(pipeline: pipeline).check([appeal.number])
        #expect(try await appeal.status() == "completed")
        #expect(
            try await appeal.deadlines() == [
                "answer met", "callback met", "close met", "contact met", "paper met", "sign met",
            ])
        let told = try await pipeline.texts(
            .notifier,
            """
            SELECT substr(event_type, 9) || ' to ' || recipient || ' by ' || way FROM deliveries
            WHERE case_id = '\(appeal.id)' AND event_type !~ 'Approaching' ORDER BY happened_at, 1
            """)
        #expect(
            told == [
                "AppealRegistered to citizen by text", "WorkOrderDispatched to unit/xinbei by mail",
                "WorkOrderAnswered to station by mail", "WorkOrderClosed to citizen by text",
            ])
    }

    @Test("CZ-58: who chose text is asked in writing, and answers himself with the claim code")
    func aCitizenAnswersTheSurveyHimself() async throws {
        let pipeline = try await Pipeline.shared()
        let appeal = try await Appeal(
            in: pipeline, "survey", fields: #""category":"consultation","callbackMethod":"text""#)
        try await appeal.handle()
        try await appeal.answerSurvey(#"{"outcome":"solved","satisfaction":4,"comment":"谢谢"}"#)
        try await Books(pipeline: pipeline).check([appeal.number])
        #expect(try await appeal.status() == "completed")
        #expect(try await appeal.deadlines().contains("callback met"))
        let told = try await pipeline.count(
            .notifier,
            "deliveries WHERE case_id = '\(appeal.id)' AND event_type = 'hotline.CallbackScheduled' AND way = 'text'")
        #expect(told == 1)
    }

    @Test("CZ-42: what was raised on air goes out when the show has closed, what was not put through at once")
    func aBroadcastIsDispatchedOnItsDay() async throws {
        let pipeline = try await Pipeline.shared()
        let now = Date()
        let day = ZoneOffset.china.day(of: Instant(seconds: Int64(now.timeIntervalSince1970)))
        let show = "\(day)-\(UUID().uuidString.prefix(8).lowercased())"
        let season = """
            {"broadcasts":[{"id":"\(show)","opensAt":"\(Self.time(now))","closesAt":"\(Self.time(now + 3600))",\
            "units":["xinbei"],"isByHand":true}]}
            """
        try await pipeline.ask(.intake, "changzhou/season", season, .put)
        try await pipeline.ask(.intake, "changzhou/broadcasts/\(show)/open")
        let caller = #""caller":{"phone":"13812345678"}"#
        let calls = [
            #"{"outcome":"answered","answer":"今晚恢复","category":"consultation",\#(caller)}"#,
            #"{"outcome":"promised","promise":"三天内修好","category":"complaint",\#(caller),"promiseDue":"\#(Self.time(now + 86_400))"}"#,
            #"{"outcome":"accepted","isAnonymous":true}"#,
            #"{"outcome":"notPutThrough","category":"helpRequest",\#(caller)}"#,
        ]
        var appeals: [Appeal] = []
        for (index, call) in calls.enumerated() {
            let answer = try await pipeline.ask(
                .intake, "changzhou/broadcasts/\(show)/calls", call, headers: ["Idempotency-Key": "\(show)-\(index)"])
            appeals.append(Appeal(pipeline: pipeline, district: "changzhou", unit: "xinbei", answer))
        }
        _ = try await appeals[3].workOrder()
        try await pipeline.rest()
        let known = appeals.map { "'\($0.id)'" }.joined(separator: ",")
        #expect(try await pipeline.count(.dispatch, "work_orders WHERE case_id IN (\(known))") == 1)
        try await pipeline.ask(.intake, "changzhou/broadcasts/\(show)/close")
        for appeal in appeals { try await appeal.handle(isAnonymous: appeal.id == appeals[2].id) }
        try await Books(pipeline: pipeline).check(appeals.map(\.number))
        #expect(try await pipeline.count(.dispatch, "work_orders WHERE case_id IN (\(known))") == 4)
        for appeal in appeals[..<3] { #expect(try await appeal.deadlines().contains("dispatch met")) }
        #expect(try await appeals[1].deadlines().contains("promise met"))
        #expect(try await appeals[3].deadlines().contains("handoff met"))
        #expect(try await !appeals[2].deadlines().contains { $0.hasPrefix("contact") || $0.hasPrefix("callback") })
    }

    private static func time(_ date: Date) -> String {
        Instant(milliseconds: Int64(date.timeIntervalSince1970) * 1000).rfc3339
    }
}
