import Contracts
import DispatchService
import Foundation
import Sealing
import TestSupport
import Testing

@Suite struct ComplainantTests {
    private static let month = Month("2020-05")

    private func dossier(
        _ dispatch: DispatchFixture, of citizen: Citizen?, isAnonymous: Bool = false, as who: Who = .operator
    ) async throws -> Answer {
        var appeal = Appeal()
        appeal.isAnonymous = isAnonymous
        let subject = SealSubject(district: DistrictID("changzhou"), case: appeal.id)
        if let citizen {
            let json = [UInt8](try JSONEncoder().encode(citizen))
            appeal.citizen = try dispatch.keys.seal(
                json, field: "citizen", of: subject, month: try #require(Self.month))
        }
        try await dispatch.hear(appeal.event())
        let order = try #require(try await dispatch.orders().last)
        return try await dispatch.get("work-orders/\(order.workOrder)", as: who)
    }

    @Test("CZ-48: the work order names the complainant in full, or as 匿名") func theDossierNamesTheComplainant()
        async throws
    {
        let dispatch = try await DispatchFixture.with()
        let reachable = Citizen(name: "王芳", phone: "13800138000")
        #expect(try await dossier(dispatch, of: reachable, as: .unit("xinbei"))["complainant"] == "王芳")
        #expect(try await dossier(dispatch, of: Citizen(name: "王芳"))["complainant"] == "匿名")
        #expect(try await dossier(dispatch, of: nil, isAnonymous: true)["complainant"] == "匿名")
        // Sealed before he asked not to be named.
        let named = try await dossier(dispatch, of: Citizen(name: "王芳", phone: "13800138000"), isAnonymous: true)
        #expect(named["complainant"] == "匿名")
        #expect(!named.body.contains("13800138000"))
        let supervised = try await dossier(dispatch, of: reachable, as: .supervisor)
        #expect(supervised.status == 200 && supervised.object["complainant"] == nil)
    }

    @Test func aNameWhoseKeyIsGoneIsNotCalledAnonymous() async throws {
        let dispatch = try await DispatchFixture.with()
        _ = try await dossier(dispatch, of: Citizen(name: "王芳", phone: "13800138000"))
        try dispatch.keys.destroy(district: DistrictID("changzhou"), month: try #require(Self.month))
        let order = try #require(try await dispatch.orders().last)
        let answer = try await dispatch.get("work-orders/\(order.workOrder)")
        #expect(answer.status == 200 && answer.object["complainant"] == nil)
    }
}
