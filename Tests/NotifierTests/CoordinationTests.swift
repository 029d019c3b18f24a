import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct CoordinationTests {
    @Test("DM-34: the lead unit is told of a coordination form, and nobody of other forms") func theLeadIsTold()
        async throws
    {
        let fixture = try await NotifierFixture(at: NotifierFixture.morning)
        try await fixture.adopt("doumen")
        let id = NotifierFixture.newCase()
        try await fixture.hear(
            AppealRegistered(
                case: id, caseNumber: CaseNumber("DM160607-000001"), channel: .web, unit: "education",
                isForeignMatter: true, isComplex: false, isAnonymous: true, callbackMethod: .none,
                packVersion: "doumen-2016.1"), of: "doumen")
        let order = WorkOrderID(UUID().uuidString.lowercased())
        try await fixture.hear(
            FormFiled(case: id, workOrder: order, unit: "education", form: "feedback", receiver: "station"),
            of: "doumen")
        #expect(try await fixture.rows() == [])
        try await fixture.hear(
            FormFiled(
                case: id, workOrder: order, unit: "education", form: "coordination", receiver: "lead",
                leadOrder: WorkOrderID(UUID().uuidString.lowercased()), leadUnit: "housing"), of: "doumen")
        #expect(try await fixture.rows() == ["unit/housing mail pending"])
    }
}
