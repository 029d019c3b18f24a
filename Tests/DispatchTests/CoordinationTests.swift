import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// The coordination form to the unit that leads a joint handling.
@Suite struct CoordinationTests {
    private static let form = #"{"form":"coordination","receiver":"lead","reply":"请牵头协调路面与管线"}"#

    /// Education was on air and passed the matter on to housing, which transport joins.
    private struct Joint {
        let dispatch: DispatchFixture
        let onAir: WorkOrderID
        let lead: WorkOrderID
        let assistant: WorkOrderID

        init() async throws {
            dispatch = try await DispatchFixture.with("doumen")
            onAir = try await dispatch.sent(to: "education", of: "doumen") { $0.isForeignMatter = true }.workOrder
            _ = try await dispatch.command(onAir, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen")
            lead = try #require(try await dispatch.orders(of: "doumen").last).workOrder
            _ = try await dispatch.command(lead, "join", #"{"unit":"transport"}"#, of: "doumen")
            assistant = try #require(try await dispatch.orders(of: "doumen").last).workOrder
        }

        func file(_ order: WorkOrderID, _ json: String = form, as who: Who) async throws -> Answer {
            try await dispatch.command(order, "file", json, of: "doumen", as: who)
        }

        func desk(_ order: WorkOrderID, as who: Who) async throws -> Answer {
            try await dispatch.get("work-orders/\(order)", of: "doumen", as: who)
        }

        func state(_ order: WorkOrderID) async throws -> String? {
            (try await desk(order, as: .operator).object["workOrder"] as? [String: Any])?["state"] as? String
        }
    }

    @Test("DM-34: the on-air unit's coordination form reaches the lead unit's desk, once")
    func theFormReachesTheLead() async throws {
        let joint = try await Joint()
        for _ in 1...2 { #expect(try await joint.file(joint.onAir, as: .unit("education")).status == 200) }
        let said = try await joint.dispatch.events(FormFiled.self, of: "doumen").map(\.event)
            .filter { $0.receiver == "lead" }
        #expect(said.count == 1)
        #expect(said.first?.leadOrder == joint.lead && said.first?.leadUnit == UnitID("housing"))
        #expect(said.first?.unit == UnitID("education") && said.first?.reply != nil)
        let seen = try await joint.desk(joint.lead, as: .unit("housing")).objects("coordination")
        #expect(seen.compactMap { $0["unit"] as? String } == ["education"])
        #expect(seen.compactMap { $0["reply"] as? String } == ["请牵头协调路面与管线"])
        let other = Self.form.replacing("路面", with: "绿化")
        #expect(try await joint.file(joint.onAir, other, as: .unit("education")).status == 409)
    }

    @Test("DM-34: an assistant's form reaches the lead, and no other unit sees it") func anAssistantFilesToo()
        async throws
    {
        let joint = try await Joint()
        #expect(try await joint.file(joint.assistant, as: .unit("transport")).status == 200)
        #expect(try await joint.desk(joint.lead, as: .unit("housing")).objects("coordination").count == 1)
        let elsewhere = try await joint.desk(joint.onAir, as: .unit("education"))
        #expect(elsewhere.objects("coordination").isEmpty && !elsewhere.body.contains("路面"))
        // A supervisor sees that it was filed, not what it says.
        let supervised = try await joint.desk(joint.lead, as: .supervisor)
        #expect(supervised.objects("coordination").count == 1 && !supervised.body.contains("路面"))
        let stored = try await joint.dispatch.asAdmin(
            "SELECT string_agg(to_jsonb(f)::text, '') || (SELECT string_agg(to_jsonb(j)::text, '') "
                + "FROM test_dispatch.journal j) FROM test_dispatch.filings f")
        #expect(try !stored.map { try $0.decode(String.self) }.joined().contains("路面"))
    }

    @Test("DM-34: where no other unit leads the form is refused and nothing is said")
    func withoutAJointLeadItIsRefused() async throws {
        let joint = try await Joint()
        let own = try await joint.file(joint.lead, as: .unit("housing"))
        #expect(own.status == 409 && own.body.contains("no joint lead"))
        let alone = try await joint.dispatch.sent(to: "education", of: "doumen")
        #expect(try await joint.file(alone.workOrder, as: .unit("education")).status == 409)
        // Passed on to one unit alone: nothing is joint.
        _ = try await joint.dispatch.command(
            alone.workOrder, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen")
        #expect(try await joint.file(alone.workOrder, as: .unit("education")).status == 409)
        #expect(try await joint.file(joint.assistant, as: .unit("housing")).status == 403)
        #expect(try await joint.dispatch.events(FormFiled.self, of: "doumen").allSatisfy { $0.event.leadOrder == nil })
        #expect(try await joint.dispatch.count("filings WHERE receiver = 'lead'") == 0)
    }

    @Test("DM-34, X30: a lead that has passed the matter on gets no form, the next one gets those of whoever took part")
    func theNextLeadGetsThem() async throws {
        let joint = try await Joint()
        _ = try await joint.dispatch.command(joint.lead, "transfer", #"{"form":"请协调实际承办单位"}"#, of: "doumen")
        #expect(try await joint.file(joint.assistant, as: .unit("transport")).status == 409)
        #expect(try await joint.file(joint.onAir, as: .unit("education")).status == 409)
        _ = try await joint.dispatch.command(joint.lead, "assign", #"{"unit":"civil-affairs"}"#, of: "doumen")
        let next = try #require(try await joint.dispatch.orders(of: "doumen").last)
        #expect(next.unit == UnitID("civil-affairs") && next.isLead)
        #expect(try await joint.file(joint.assistant, as: .unit("transport")).status == 200)
        #expect(try await joint.file(joint.onAir, as: .unit("education")).status == 200)
        let seen = try await joint.desk(next.workOrder, as: .operator).objects("coordination")
        #expect(Set(seen.compactMap { $0["unit"] as? String }) == ["transport", "education"])
        #expect(try await joint.desk(joint.lead, as: .unit("housing")).objects("coordination").isEmpty)
    }

    @Test("DM-34, X30: who assisted assists the next lead, which asks nobody a second time")
    func assistantsFollowTheMatter() async throws {
        let joint = try await Joint()
        _ = try await joint.dispatch.command(
            joint.lead, "transfer", #"{"to":"civil-affairs","form":"请协调实际承办单位"}"#, of: "doumen")
        let next = try #require(try await joint.dispatch.orders(of: "doumen").last)
        let said = try await joint.dispatch.events(AssistantJoined.self, of: "doumen").map(\.event)
        #expect(said.map(\.lead) == [joint.lead, next.workOrder])
        #expect(said.map(\.workOrder) == [joint.assistant, joint.assistant])
        let asked = try await joint.dispatch.command(next.workOrder, "join", #"{"unit":"transport"}"#, of: "doumen")
        #expect(asked.status == 200)
        #expect(try await joint.dispatch.orders(of: "doumen").count == 4)
        #expect(try await joint.dispatch.events(AssistantJoined.self, of: "doumen").count == 2)
    }

    @Test("DM-34, X30: a unit that assisted and leads now has one work order of the matter")
    func anAssistantThatLeads() async throws {
        let joint = try await Joint()
        _ = try await joint.dispatch.command(joint.lead, "object", #"{"duty":"三定方案第四条"}"#, of: "doumen")
        _ = try await joint.dispatch.command(joint.lead, "decide-objection", #"{"isUpheld":true}"#, of: "doumen")
        _ = try await joint.dispatch.command(joint.lead, "assign", #"{"unit":"transport"}"#, of: "doumen")
        let next = try #require(try await joint.dispatch.orders(of: "doumen").last)
        #expect(next.unit == UnitID("transport") && next.isLead)
        #expect(try await joint.state(joint.assistant) == "closed")
        #expect(try await joint.state(next.workOrder) == "dispatched")
        let closed = try await joint.dispatch.events(WorkOrderClosed.self, of: "doumen").map(\.event.workOrder)
        #expect(closed == [joint.assistant])
        #expect(try await joint.dispatch.events(AssistantJoined.self, of: "doumen").count == 1)
    }
}
