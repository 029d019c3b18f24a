import Contracts
import Foundation
import TestSupport
import Testing

/// Who is asked in writing whether a matter is solved.
@Suite struct SurveyQuestionTests {
    private func scheduled(_ id: CaseID, _ method: CallbackMethod) -> CallbackScheduled {
        CallbackScheduled(
            case: id, callback: CallbackID(UUID().uuidString.lowercased()),
            workOrder: WorkOrderID(UUID().uuidString.lowercased()), unit: "xinbei", round: 1, method: method)
    }

    @Test("CZ-58: who chose text is sent the question and where to answer it")
    func theQuestionIsSent() async throws {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url,
                "HOTLINE_STATUS_PAGE": "https://hotline.example.org/ask",
            ])
            let appeal = try fixture.appeal()
            try await fixture.hear(appeal)
            let asked = scheduled(appeal.case, .text)
            let id = UUID().uuidString.lowercased()
            try await fixture.hear(asked, id: id)
            try await fixture.hear(asked, id: id)
            try await fixture.deliverAll()
            let sent = try seen.all.map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.body)) as? [String: String])
            }
            let questions = sent.filter { $0["text"]?.contains("问题是否解决") == true }
            #expect(questions.count == 1)
            #expect(questions.first?["to"] == NotifierFixture.phone)
            let text = try #require(questions.first?["text"])
            #expect(text.contains("部分解决") && text.contains("partly solved"))
            #expect(text.contains("https://hotline.example.org/ask") && text.contains("CZ200514-000042"))
        }
    }

    @Test("CZ-58: who chose the phone is rung and not written to", arguments: [CallbackMethod.phone, .text, .web])
    func whoChoseThePhoneIsNotWrittenTo(method: CallbackMethod) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.hear(scheduled(appeal.case, method))
        #expect(try await fixture.rows().count == (method == .phone ? 1 : 2))
    }
}
