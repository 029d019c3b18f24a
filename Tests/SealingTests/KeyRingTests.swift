import Contracts
import Foundation
import Testing

@testable import Sealing

@Suite struct KeyRingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func anotherProcessReadsWhatThisOneSealed() throws {
        let reader = try folder.ring(missingMonths: .refuse)
        let sealed = try folder.ring().seal("张三", field: "name", of: subject, month: may)
        #expect(try reader.open(sealed, field: "name", of: subject) == "张三")
        #expect(try reader.seal("李四", field: "name", of: subject, month: may).keyId == sealed.keyId)
    }

    @Test func aRingThatMayNotAddAMonthSaysSo() throws {
        let reader = try folder.ring(missingMonths: .refuse)
        #expect(throws: SealingError.noKey(district: changzhou, month: may)) {
            try reader.seal("张三", field: "name", of: subject, month: may)
        }
    }

    @Test func ringsThatRaceForANewMonthAgreeOnOneKey() async throws {
        let folder = folder
        let keyIds = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 {
                group.addTask { try folder.ring().seal("x", field: "name", of: subject, month: may).keyId }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(keyIds.count == 1)
    }

    @Test func destroyingAMonthMakesItUnreadableAndLeavesItsNeighbours() throws {
        let ring = try folder.ring()
        let inMay = try ring.seal("张三", field: "name", of: subject, month: may)
        let inJune = try ring.seal("李四", field: "name", of: subject, month: june)
        try ring.destroy(district: changzhou, month: may)
        for ring in [ring, try folder.ring()] {
            #expect(throws: SealingError.keyDestroyed(keyId: inMay.keyId)) {
                try ring.open(inMay, field: "name", of: subject)
            }
            #expect(throws: SealingError.keyDestroyed(keyId: inMay.keyId)) {
                try ring.seal("张三", field: "name", of: subject, month: may)
            }
            #expect(throws: SealingError.keyDestroyed(keyId: inMay.keyId)) {
                try ring.phoneHash("13800138000", district: changzhou, month: may)
            }
            #expect(try ring.open(inJune, field: "name", of: subject) == "李四")
            #expect(try ring.months(of: changzhou) == [june])
        }
    }

    @Test func theVaultIsAnotherRing() throws {
        let vault = try folder.ring("vault.json", purpose: .vault)
        let report = try vault.seal("举报", field: "text", of: subject, month: may)
        #expect(throws: SealingError.unknownKey(keyId: report.keyId)) {
            try folder.ring().open(report, field: "text", of: subject)
        }
        #expect(throws: SealingError.self) { try folder.ring("vault.json", purpose: .personal) }
    }

    @Test func theFileShowsNoKeyAndOnlyItsOwnerReadsIt() throws {
        _ = try folder.ring().seal("张三", field: "name", of: subject, month: may)
        for name in ["keys.json", "master.key"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
        let master = try MasterKey.readOrCreate(folder.file("master.key"))
        #expect(!String(reflecting: master).contains("bytes") && "\(master)" == "MasterKey(hidden)")
    }

    @Test func anotherMasterKeyIsRefusedByName() throws {
        _ = try folder.ring().seal("张三", field: "name", of: subject, month: may)
        let other = try MasterKey.readOrCreate(folder.file("other.key"))
        let error = #expect(throws: SealingError.self) {
            try KeyRing(file: folder.file("keys.json"), purpose: .personal, master: other)
        }
        #expect("\(try #require(error))".contains("does not open under this master key"))
    }

    @Test func aKeyMovedToAnotherDistrictIsRefused() throws {
        _ = try folder.ring().seal("张三", field: "name", of: subject, month: may)
        let path = folder.file("keys.json")
        let moved = try String(contentsOfFile: path, encoding: .utf8).replacing("changzhou", with: "doumen")
        try moved.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: SealingError.self) { try folder.ring() }
    }

    @Test(arguments: [
        "", "{", "[]", "{\"version\":1,\"purpose\":\"personal\"}",
        "{\"version\":2,\"purpose\":\"personal\",\"keys\":[]}",
        "{\"version\":1,\"purpose\":\"personal\",\"keys\":[{\"id\":\"a\",\"district\":\"d\",\"month\":\"2020-13\"}]}",
        "{\"version\":1,\"purpose\":\"personal\",\"keys\":[{\"id\":\"a\",\"district\":\"d\",\"month\":\"2020-12\",\"wrapped\":\"!\"}]}",
    ])
    func aBrokenFileIsRefusedByName(content: String) throws {
        let path = folder.file("keys.json")
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: SealingError.self) { try folder.ring() }
        #expect("\(try #require(error))".hasPrefix(path))
    }

    @Test func aFileThatBreaksWhileItIsInUseLeavesTheOldKeysInForce() throws {
        let ring = try folder.ring()
        let sealed = try ring.seal("张三", field: "name", of: subject, month: may)
        try "{".write(toFile: folder.file("keys.json"), atomically: true, encoding: .utf8)
        #expect(throws: SealingError.self) { try ring.seal("x", field: "name", of: subject, month: june) }
        #expect(try ring.open(sealed, field: "name", of: subject) == "张三")
    }

    @Test func aFileThatIsGoneIsNotTakenForAnEmptyOne() throws {
        let ring = try folder.ring()
        let inMay = try ring.seal("张三", field: "name", of: subject, month: may)
        let (path, away) = (folder.file("keys.json"), folder.file("away.json"))
        try FileManager.default.moveItem(atPath: path, toPath: away)
        let error = #expect(throws: SealingError.self) {
            try ring.seal("李四", field: "name", of: subject, month: june)
        }
        #expect("\(try #require(error))".hasPrefix("\(path): is gone"))
        #expect(throws: SealingError.self) { try ring.months(of: changzhou) }
        #expect(throws: SealingError.self) { try ring.destroy(district: changzhou, month: may) }
        #expect(!FileManager.default.fileExists(atPath: path))
        // What it has read stays in use.
        #expect(try ring.open(inMay, field: "name", of: subject) == "张三")
        #expect(try ring.seal("王五", field: "name", of: subject, month: may).keyId == inMay.keyId)
        try FileManager.default.moveItem(atPath: away, toPath: path)
        let inJune = try ring.seal("李四", field: "name", of: subject, month: june)
        for ring in [ring, try folder.ring()] {
            #expect(try ring.open(inMay, field: "name", of: subject) == "张三")
            #expect(try ring.open(inJune, field: "name", of: subject) == "李四")
        }
    }

    @Test func keysStayInUseHoweverLongTheirFileIsAway() throws {
        let sealed = try folder.ring().seal("张三", field: "name", of: subject, month: may)
        let file = try KeyFile(
            path: folder.file("keys.json"), purpose: .personal, master: .readOrCreate(folder.file("master.key")))
        var loaded = LoadedKeys(trust: .zero)
        try loaded.refresh(from: file)
        try FileManager.default.removeItem(atPath: file.path)
        for _ in 1...3 { try loaded.refreshIfStale(from: file) }
        let ids = Array(loaded.byId.keys)
        #expect(ids == [sealed.keyId])
    }

    @Test func onlyAFileMayBeOtherwiseTheNextTime() {
        #expect(SealingError.fileRefused(path: "keys.json", reason: "is gone").isPassing)
        #expect(!SealingError.keyDestroyed(keyId: "a").isPassing)
        #expect(!SealingError.unknownKey(keyId: "a").isPassing)
        #expect(!SealingError.noKey(district: changzhou, month: may).isPassing)
    }

    @Test(arguments: ["2020-13", "2020-5", "2020-05-01", "0x20-05", "", "+020-05"])
    func whatIsNoMonthIsNone(text: String) {
        #expect(Month(text) == nil)
    }

    @Test func aMonthReadsAndWritesTheSameText() {
        #expect(may.description == "2020-05")
        #expect(Month(CivilDay(since1970: 0)).description == "1970-01")
        #expect(may < june)
    }
}
