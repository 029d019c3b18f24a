import Contracts
import Foundation
import Testing

@testable import Sealing

@Suite struct AccessTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func aClaimCodeIsElevenRandomSymbolsInGroups() throws {
        let codes = try (0..<5000).map { _ in try ClaimCode.random().text }
        #expect(Set(codes).count == 5000)
        for code in codes {
            #expect(code.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}/) != nil)
        }
        let seen = Set(codes.joined().filter { $0 != "-" })
        #expect(seen.count == 32)
    }

    @Test func aClaimCodeIsReadAsPeopleTypeIt() throws {
        let code = try #require(ClaimCode("0123-4567-89A"))
        #expect(code.text == "0123-4567-89A")
        for typed in ["o123 4567 89a", "OI23456789A", "0l2345678-9A", " 0123-4567-89A "] {
            #expect(ClaimCode(typed) == code)
        }
    }

    @Test(arguments: [
        "", "0123", "0123-4567-89AB", "0123-4567-89U", "0123-4567-89é", "０123-4567-89A",
        String(repeating: "-", count: 10_000),
    ])
    func whatIsNoClaimCodeIsNone(text: String) {
        #expect(ClaimCode(text) == nil)
    }

    @Test func aClaimCodeIsRightForItsCaseOnly() throws {
        let ring = try folder.ring()
        let code = try ClaimCode.random()
        let hash = try ring.hash(code, of: subject, month: may)
        #expect(hash.count == 32)
        #expect(try ring.isRight(code, for: hash, of: subject, month: may))
        #expect(try !ring.isRight(.random(), for: hash, of: subject, month: may))
        #expect(
            try !ring.isRight(code, for: hash, of: SealSubject(district: changzhou, case: CaseID("other")), month: may))
        #expect(try !ring.isRight(code, for: Array(hash.prefix(31)), of: subject, month: may))
        #expect(try !ring.isRight(code, for: [], of: subject, month: may))
    }

    @Test func secretsDoNotShowInTexts() throws {
        let code = try ClaimCode.random()
        let token = try AccessToken.random()
        var dumped = ""
        dump(code, to: &dumped)
        dump(token, to: &dumped)
        for text in ["\(code)", String(reflecting: code), "\(token)", String(reflecting: token), dumped] {
            #expect(!text.contains(code.symbols) && !text.contains(token.text))
        }
    }

    @Test func anIssuedTokenHasItsGrantAndNoOtherHasAny() throws {
        let path = folder.file("tokens.json")
        let grants = [
            AccessGrant(name: "desk", roles: [.operator], district: changzhou),
            AccessGrant(name: "unit-12", roles: [.unit], district: changzhou, unit: UnitID("12")),
        ]
        let issued = try AccessTokens.issue(grants, to: path)
        let tokens = try AccessTokens(file: path)
        #expect(try issued.map { try tokens.grant(for: $0.text) } == grants)
        #expect(try tokens.grant(for: AccessToken.random().text) == nil)
        for guess in [
            "", "hotline_", issued[0].text + "0", String(issued[0].text.dropLast()), issued[0].text.uppercased(),
        ] {
            #expect(try tokens.grant(for: guess) == nil)
        }
        let file = try String(contentsOfFile: path, encoding: .utf8)
        #expect(issued.allSatisfy { !file.contains($0.text.dropFirst(8)) })
        #expect(try AccessTokens.issue(grants, to: path).map(\.text) != issued.map(\.text))
        #expect(try AccessTokens(file: path).grant(for: issued[0].text) == nil)
    }

    @Test func aUnitTokenWithoutUnitIsNotMade() {
        #expect(throws: SealingError.self) {
            try AccessTokens.issue(
                [AccessGrant(name: "unit", roles: [.unit], district: changzhou)], to: folder.file("tokens.json"))
        }
    }

    @Test(arguments: [
        "", "{}", "{\"version\":2,\"tokens\":[]}",
        "{\"version\":1,\"tokens\":[{\"sha256\":\"00\",\"grant\":{\"name\":\"a\",\"roles\":[],\"district\":\"d\"}}]}",
        "{\"version\":1,\"tokens\":[{\"sha256\":\"\(zeros)\",\"grant\":{\"name\":\"a\",\"roles\":[\"king\"],\"district\":\"d\"}}]}",
        "{\"version\":1,\"tokens\":[{\"sha256\":\"\(zeros)\",\"grant\":{\"name\":\"a\",\"roles\":[\"unit\"],\"district\":\"d\"}}]}",
        "{\"version\":1,\"tokens\":[{\"sha256\":\"\(zeros)\",\"grant\":{\"name\":\"a\",\"roles\":[\"operator\"],\"district\":\"\"}}]}",
    ])
    func aBrokenTokenFileIsRefusedByName(content: String) throws {
        let path = folder.file("tokens.json")
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: SealingError.self) { try AccessTokens(file: path) }
        #expect("\(try #require(error))".hasPrefix(path))
    }

    @Test func aMissingTokenFileIsRefusedByName() throws {
        let error = #expect(throws: SealingError.self) { try AccessTokens(file: folder.file("none.json")) }
        #expect("\(try #require(error))".contains("none.json: cannot be opened: No such file"))
    }

    @Test func aGrantCoversItsDistrictOrAll() {
        #expect(AccessGrant(name: "a", roles: [], district: changzhou).covers(district: changzhou))
        #expect(!AccessGrant(name: "a", roles: [], district: changzhou).covers(district: doumen))
        #expect(AccessGrant(name: "a", roles: [], district: AccessGrant.everywhere).covers(district: doumen))
    }
}

private let zeros = String(repeating: "0", count: 64)
