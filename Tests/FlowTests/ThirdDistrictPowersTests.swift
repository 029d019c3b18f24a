import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// What a district of nothing but data files allows, asks and supervises, all by its own rules, through the five services.
@Suite(.serialized) struct ThirdDistrictPowersTests {
    private static let day = "2020-01-08T"

    @Test(
        "its transfer, rework and situation, its extension, ladders, letter and notices happen, under its own numbers")
    func powers() async throws {
        try await ElsewhereTown.run(from: "2020-01-02T09:00") { town in
            try await town.pass(to: Self.day + "08:00")
            let late = try await Self.appeal("井盖不见了", town)
            let foreign = try await Self.appeal("路灯不亮", town)
            try await Self.extend(late, town)
            try await Self.passOn(foreign, town)
            try await Self.handleAgain(foreign, town)
            try await Self.propose(foreign, town)
            try await Self.climb(late, town)
            try await Self.delivered(late, foreign, town)
        }
    }

    private struct Case {
        let id: String
        let number: String
        let order: String
    }

    private static func appeal(_ text: String, _ town: ElsewhereTown) async throws -> Case {
        let told = try await town.ask(
            .post, "appeals", of: .intake,
            #"{"text":"\#(text)","category":"complaint","unit":"well","callbackMethod":"phone","#
                + #""citizen":{"phone":"13800000000"}}"#)
        let order = try await orders(of: told["case"], "open", town).first
        return Case(id: told["case"], number: told["caseNumber"], order: try #require(order))
    }

    private static func orders(of id: String, _ state: String, _ town: ElsewhereTown) async throws -> [String] {
        try await town.ask(.get, "work-orders?state=\(state)", of: .dispatch).objects("workOrders")
            .filter { $0["case"] as? String == id }.compactMap { $0["workOrder"] as? String }
    }

    /// By the supervisor, with a reason, once: 6 working hours become 7.
    private static func extend(_ matter: Case, _ town: ElsewhereTown) async throws {
        let path = "work-orders/\(matter.order)/extend"
        func draft(_ hour: String, _ reason: String) -> String {
            #"{"clock":"mend","due":"\#(day)\#(hour):00:00+09:00"\#(reason)}"#
        }
        let reason = #","reason":"等材料""#
        #expect(try await town.attempt(.post, path, of: .dispatch, draft("15", reason)).status == 403)
        let bare = try await town.attempt(.post, path, of: .dispatch, draft("15", ""), by: .supervisor)
        #expect(bare.status == 400 && bare.faults == ["reason"])
        try await town.ask(.post, path, of: .dispatch, draft("15", reason), by: .supervisor)
        #expect(try await town.attempt(.post, path, of: .dispatch, draft("16", reason), by: .supervisor).status == 409)
        let mend = try #require(try await town.deadlines("EL-5", of: matter.id).first)
        #expect(mend.due == (try ElsewhereTown.instant(day + "15:00")))
        #expect(mend.originalDue == (try ElsewhereTown.instant(day + "14:00")))
    }

    /// No unit may object here: it hands the slip in, and the platform names who has the matter from then on.
    private static func passOn(_ matter: Case, _ town: ElsewhereTown) async throws {
        let path = "work-orders/\(matter.order)/transfer"
        let well = ElsewhereTown.unit("well")
        let objected = try await town.attempt(
            .post, "work-orders/\(matter.order)/object", of: .dispatch, #"{"duty":"灯务所的事"}"#, by: well)
        #expect(objected.status == 409)
        let named = try await town.attempt(.post, path, of: .dispatch, #"{"to":"lamp","form":"归灯务所"}"#, by: well)
        #expect(named.status == 400 && named.body.contains("is the platform's to name (EL-6)"), "\(named)")
        #expect(try await town.attempt(.post, path, of: .dispatch, "{}", by: well).status == 409)
        try await town.ask(.post, path, of: .dispatch, #"{"form":"归灯务所"}"#, by: well)
        #expect(try await town.deadlines("EL-5", of: matter.id).map(\.status) == ["cancelled"])
        let taking = try #require(try await town.deadlines("EL-6", of: matter.id).first)
        #expect(taking.status == "running")
        #expect(taking.due == (try ElsewhereTown.instant(day + "10:00")))
        try await town.pass(to: day + "09:00")
        try await town.ask(.post, "work-orders/\(matter.order)/assign", of: .dispatch, #"{"unit":"lamp"}"#)
        #expect(try await town.deadlines("EL-6", of: matter.id).map(\.status) == ["met"])
    }

    /// One more round, with 90 working minutes of its own; then supervision is proposed.
    private static func handleAgain(_ matter: Case, _ town: ElsewhereTown) async throws {
        try await town.pass(to: day + "09:30")
        try await answer(matter, "已经换了灯泡", town)
        let again = try #require(try await town.deadlines("EL-7", of: matter.id).first)
        #expect(again.status == "running")
        #expect(again.due == (try ElsewhereTown.instant(day + "11:00")))
        try await town.pass(to: day + "10:30")
        try await answer(matter, "已经换了灯杆", town)
        #expect(try await town.deadlines("EL-7", of: matter.id).map(\.status) == ["met"])
        let proposed = try await supervision("EL-12", town)
        #expect(proposed["state"] as? String == "proposed" && proposed["ground"] as? String == "reworkExhausted")
        #expect(proposed["case"] as? String == matter.id && proposed["drafter"] as? String == "operator")
    }

    /// The citizen says that it is not solved.
    private static func answer(_ matter: Case, _ text: String, _ town: ElsewhereTown) async throws {
        let order = try #require(try await orders(of: matter.id, "dispatched", town).first)
        let lamp = ElsewhereTown.unit("lamp")
        try await town.ask(.post, "work-orders/\(order)/sign", of: .dispatch, "{}", by: lamp)
        try await town.ask(.post, "work-orders/\(order)/answer", of: .dispatch, #"{"text":"\#(text)"}"#, by: lamp)
        let asked = try await town.ask(.get, "callbacks", of: .callbackSurvey).objects("callbacks")
        let callback = try #require(asked.first { $0["case"] as? String == matter.id }?["callback"] as? String)
        try await town.ask(
            .post, "callbacks/\(callback)/outcome", of: .callbackSurvey, #"{"outcome":"notSolved"}"#)
    }

    /// By hand, and only what its own pack names.
    private static func propose(_ matter: Case, _ town: ElsewhereTown) async throws {
        let path = "cases/\(matter.id)/accountabilities"
        func draft(_ rule: String) -> String {
            #"{"kind":"accountability","rule":"\#(rule)","ground":"shirking","unit":"lamp"}"#
        }
        #expect(try await town.attempt(.post, path, of: .deadlineWatcher, draft("DM-46")).status == 400)
        try await town.ask(.post, path, of: .deadlineWatcher, draft("EL-13"))
        #expect(try await accountabilities(town).contains(["rule": "EL-13", "unit": "lamp", "state": "proposed"]))
    }

    /// A missed deadline is filed and proposed, the operator writes the letter, and what is owed under it is missed, too.
    private static func climb(_ matter: Case, _ town: ElsewhereTown) async throws {
        try await town.pass(to: day + "15:01")
        #expect(try await town.deadlines("EL-5", of: matter.id).map(\.status) == ["missed"])
        let proposed = try await supervision("EL-10", town)
        #expect(proposed["filedAt"] is String && proposed["drafter"] as? String == "station", "\(proposed)")
        let path = "supervisions/\(try #require(proposed["supervision"] as? String))"
        let refused = try await town.attempt(.post, "\(path)/letter", of: .deadlineWatcher, by: .supervisor)
        #expect(refused.status == 403)
        try await town.ask(.post, "\(path)/letter", of: .deadlineWatcher)
        try await town.ask(.post, "\(path)/receipt", of: .deadlineWatcher, "{}", by: ElsewhereTown.unit("well"))
        // 59 minutes are left of the day.
        let reply = try #require(try await town.deadlines("EL-8", of: matter.id).first)
        #expect(reply.due == (try ElsewhereTown.instant("2020-01-09T11:01")))
        try await town.pass(to: "2020-01-09T11:02")
        #expect(try await town.deadlines("EL-8", of: matter.id).map(\.status) == ["missed"])
        #expect(try await accountabilities(town).contains(["rule": "EL-11", "unit": "well", "state": "proposed"]))
    }

    private static func supervision(_ rule: String, _ town: ElsewhereTown) async throws -> [String: Any] {
        let all = try await town.ask(.get, "supervisions", of: .deadlineWatcher).objects("supervisions")
        return try #require(all.first { $0["rule"] as? String == rule }, "\(all)")
    }

    private static func accountabilities(_ town: ElsewhereTown) async throws -> [[String: String]] {
        try await town.ask(.get, "accountabilities", of: .deadlineWatcher, by: .supervisor).objects("accountabilities")
            .map { entry in
                Dictionary(uniqueKeysWithValues: ["rule", "unit", "state"].map { ($0, entry[$0] as? String ?? "") })
            }
    }

    /// Each as the pack's notifications say, and nothing else.
    private static func delivered(_ late: Case, _ foreign: Case, _ town: ElsewhereTown) async throws {
        let all = try await town.ask(.get, "deliveries", of: .notifier).objects("deliveries")
        func lines(of matter: Case) -> [String] {
            all.filter { $0["caseNumber"] as? String == matter.number }.map { line in
                ["type", "recipient", "way", "state"].map { line[$0] as? String ?? "" }.joined(separator: " ")
            }.sorted()
        }
        #expect(
            lines(of: late) == [
                "hotline.AppealRegistered citizen text delivered", "hotline.DeadlineMissed operator mail delivered",
                "hotline.DeadlineMissed operator mail delivered",
                "hotline.SupervisionLetterIssued unit/well mail delivered",
            ])
        #expect(
            lines(of: foreign) == [
                "hotline.AppealRegistered citizen text delivered", "hotline.ReworkOrdered unit/lamp mail delivered",
            ])
    }
}
