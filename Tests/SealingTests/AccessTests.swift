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
        let issued = try TokenFile(path).replace(with: grants)
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
        #expect(try TokenFile(path).replace(with: grants).map(\.text) != issued.map(\.text))
        #expect(try AccessTokens(file: path).grant(for: issued[0].text) == nil)
    }

    @Test func aUnitTokenWithoutUnitIsNotMade() {
        #expect(throws: SealingError.self) {
            try TokenFile(folder.file("tokens.json")).replace(
                with: [AccessGrant(name: "unit", roles: [.unit], district: changzhou)])
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

    @Test func whatIsIssuedAndRevokedIsTakenWithTheNextLook() throws {
        let file = TokenFile(folder.file("tokens.json"))
        let shared = try file.replace(with: [AccessGrant(name: "desk", roles: [.operator], district: changzhou)])[0]
        let tokens = try AccessTokens(file: file.path)
        #expect(try tokens.refresh() == nil)
        let person = AccessGrant(name: "operator-1", roles: [.operator], district: changzhou, isPerson: true)
        let own = try file.add(person)
        #expect(try tokens.grant(for: own.text) == nil)
        #expect(try tokens.refresh() == 2)
        #expect(try tokens.grant(for: own.text) == person && tokens.grant(for: shared.text)?.isPerson == false)
        #expect(throws: SealingError.nameTaken("operator-1")) { try file.add(person) }
        #expect(try tokens.refresh() == nil)
        #expect(try file.remove("desk", where: \.isPerson) == 0)
        #expect(try file.remove("operator-1", where: \.isPerson) == 1)
        #expect(try tokens.refresh() == 1)
        #expect(try tokens.grant(for: own.text) == nil && tokens.grant(for: shared.text) != nil)
    }

    @Test(arguments: ["", "{", "{\"version\":1}"]) func aFileThatBreaksLeavesTheOldTokensInForce(content: String) throws
    {
        let file = TokenFile(folder.file("tokens.json"))
        let grants = [AccessGrant(name: "desk", roles: [.operator], district: changzhou)]
        let old = try file.replace(with: grants)[0]
        let tokens = try AccessTokens(file: file.path)
        try content.write(toFile: file.path, atomically: true, encoding: .utf8)
        // Refused at each look, not only at the first, so that a file is found as soon as it can be used.
        for _ in 1...2 { #expect(throws: SealingError.self) { try tokens.refresh() } }
        try FileManager.default.removeItem(atPath: file.path)
        #expect(throws: SealingError.self) { try tokens.refresh() }
        #expect(try tokens.grant(for: old.text) == grants[0])
        let new = try file.replace(with: grants)[0]
        #expect(try tokens.refresh() == 1)
        #expect(try tokens.grant(for: old.text) == nil && tokens.grant(for: new.text) == grants[0])
    }

    @Test(arguments: ["", "a\nb", "a\u{1B}b", String(repeating: "a", count: 129)])
    func aNameThatNoEventMayHoldIsRefused(
        name: String
    ) throws {
        let file = TokenFile(folder.file("tokens.json"))
        #expect(throws: SealingError.self) {
            try file.replace(with: [AccessGrant(name: name, roles: [.operator], district: changzhou)])
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
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
