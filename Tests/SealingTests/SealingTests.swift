import Contracts
import Foundation
import Testing

@testable import Sealing

@Suite struct SealingTests {
    let folder: TemporaryFolder
    let ring: KeyRing

    init() throws {
        folder = try TemporaryFolder()
        ring = try folder.ring()
    }

    @Test(arguments: ["", "张三", "供水压力不足，\u{0}\n\"{}", String(repeating: "长", count: 10_000)])
    func whatIsSealedOpensAgain(text: String) throws {
        let sealed = try ring.seal(text, field: "text", of: subject, month: may)
        #expect(try ring.open(sealed, field: "text", of: subject) == text)
    }

    @Test func aSealedFieldIsOneJSONObjectOfTwoStrings() throws {
        let sealed = try ring.seal("张三", field: "name", of: subject, month: may)
        let json = try JSONEncoder().encode(sealed)
        #expect(try JSONDecoder().decode([String: String].self, from: json).keys.sorted() == ["box", "keyId"])
        let back = try JSONDecoder().decode(SealedText.self, from: json)
        #expect(try ring.open(back, field: "name", of: subject) == "张三")
        #expect(!String(decoding: json, as: UTF8.self).contains("张三"))
    }

    @Test func theSameTextSealedTwiceDiffersAndNoNonceComesAgain() throws {
        let boxes = try (0..<20_000).map { _ in try ring.seal("张三", field: "name", of: subject, month: may).box }
        let nonces = boxes.compactMap { Base64.decode($0)?[1..<13] }
        #expect(Set(nonces).count == 20_000)
    }

    @Test func noOtherDistrictCaseOrFieldOpensABox() throws {
        let sealed = try ring.seal("张三", field: "name", of: subject, month: may)
        let refusal = SealingError.notAuthentic(keyId: sealed.keyId, field: "name")
        #expect(throws: refusal) {
            try ring.open(sealed, field: "name", of: SealSubject(district: changzhou, case: CaseID("0190a1b3")))
        }
        #expect(throws: refusal) {
            try ring.open(sealed, field: "name", of: SealSubject(district: doumen, case: CaseID("0190a1b2")))
        }
        #expect(throws: SealingError.notAuthentic(keyId: sealed.keyId, field: "phone")) {
            try ring.open(sealed, field: "phone", of: subject)
        }
    }

    @Test func everyAlteredByteIsNoticed() throws {
        let sealed = try ring.seal("13800138000", field: "phone", of: subject, month: may)
        let bytes = try #require(Base64.decode(sealed.box))
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            #expect(throws: SealingError.notAuthentic(keyId: sealed.keyId, field: "phone")) {
                try ring.open(SealedText(keyId: sealed.keyId, box: Base64.encode(altered)), field: "phone", of: subject)
            }
        }
        #expect(try ring.open(sealed, field: "phone", of: subject) == "13800138000")
    }

    @Test(arguments: [
        "", "A", "====", "AQ==", "not base64 at all", "AAAA\n", " AAAA", "\u{0}\u{0}\u{0}\u{0}",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        String(repeating: "/", count: 100_000), "张三张三",
    ])
    func aBoxOfRubbishIsRefused(box: String) throws {
        let keyId = try ring.seal("x", field: "name", of: subject, month: may).keyId
        #expect(throws: SealingError.notAuthentic(keyId: keyId, field: "name")) {
            try ring.open(SealedText(keyId: keyId, box: box), field: "name", of: subject)
        }
    }

    @Test func theKeyIdIsBoundToo() throws {
        let inMay = try ring.seal("张三", field: "name", of: subject, month: may)
        let inJune = try ring.seal("李四", field: "name", of: subject, month: june)
        #expect(inMay.keyId != inJune.keyId)
        #expect(throws: SealingError.notAuthentic(keyId: inJune.keyId, field: "name")) {
            try ring.open(SealedText(keyId: inJune.keyId, box: inMay.box), field: "name", of: subject)
        }
    }

    @Test func anErrorRepeatsNothingButIds() throws {
        let hostile = SealedText(keyId: "张三 13800138000\n{\"level\":\"info\"}", box: "AAAA")
        let error = #expect(throws: SealingError.self) { try ring.open(hostile, field: "name", of: subject) }
        let text = "\(try #require(error))"
        #expect(!text.contains("张三") && !text.contains("\n") && !text.contains("{"))
        #expect(text.contains("13800138000") && text.hasPrefix("no key "))
    }

    @Test func bytesThatAreNotTextOpenAsBytesOnly() throws {
        let sealed = try ring.seal([0xFF, 0xFE], field: "form", of: subject, month: may)
        #expect(try ring.openBytes(sealed, field: "form", of: subject) == [0xFF, 0xFE])
        #expect(throws: SealingError.notText(keyId: sealed.keyId, field: "form")) {
            try ring.open(sealed, field: "form", of: subject)
        }
    }

    @Test func manyCallersAtOnceShareARing() async throws {
        let ring = ring
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<32 {
                group.addTask {
                    let own = SealSubject(district: changzhou, case: CaseID("case-\(caller)"))
                    for round in 0..<200 {
                        let sealed = try ring.seal("\(caller)-\(round)", field: "text", of: own, month: may)
                        #expect(try ring.open(sealed, field: "text", of: own) == "\(caller)-\(round)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
