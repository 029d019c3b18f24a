import Contracts
import Foundation
import Testing

@Suite struct SelfEncodingTests {
    private let sealed = SealedText(keyId: "k1", box: "AAECAwQFBgcICQ==")

    private func appeal(_ change: Bool) -> AppealRegistered {
        AppealRegistered(
            case: CaseID("7d9f2f5e-0000-4000-8000-000000000001"), caseNumber: CaseNumber("CZ200514-000042"),
            category: change ? .helpRequest : nil, channel: .onAir, broadcast: change ? BroadcastID("2020-05-14") : nil,
            onAir: change ? .promised : nil, unit: change ? UnitID("water-supply") : nil, isForeignMatter: change,
            isComplex: false, isAnonymous: change, callbackMethod: .none, citizen: change ? sealed : nil,
            text: change ? sealed : nil, missing: change ? ["category", "citizen.phone"] : [],
            packVersion: change ? "一\"\\\n\u{1}/é😀" : "v1")
    }

    @Test(arguments: [true, false])
    func whatAnEventWritesItselfIsWhatTheEncoderWouldWrite(full: Bool) throws {
        var json = JSONObject()
        appeal(full).write(to: &json)
        let own = try JSONSerialization.jsonObject(with: Data(json.closed())) as? NSDictionary
        let general = try JSONSerialization.jsonObject(with: JSONEncoder().encode(appeal(full))) as? NSDictionary
        #expect(own == general)
    }

    @Test func noControlCharacterGoesOutBare() {
        var json = JSONObject()
        json.member("text", String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) })))
        #expect(json.closed().allSatisfy { $0 >= 0x20 })
    }
}
