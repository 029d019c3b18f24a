import Contracts
import Testing

@testable import Sealing

@Suite struct HashTests {
    let folder: TemporaryFolder
    let ring: KeyRing

    init() throws {
        folder = try TemporaryFolder()
        ring = try folder.ring()
    }

    @Test(arguments: [
        "138 0013 8000", "138-0013-8000", "+86 138-0013-8000", "86 13800138000", "0086 13800138000", "１３８００１３８０００",
        "＋８６13800138000",
    ])
    func allSpellingsOfANumberAreOne(spelling: String) throws {
        #expect(PhoneNumber.normalised(spelling) == "13800138000")
        #expect(
            try ring.phoneHash(spelling, district: changzhou, month: may)
                == ring.phoneHash("13800138000", district: changzhou, month: may))
    }

    @Test(arguments: [
        ("0519-85681234", "051985681234"), ("+86 519 85681234", "051985681234"), ("+852 2123 4567", "+85221234567"),
        ("12345", "12345"), ("+86 10 12345678", "01012345678"),
    ])
    func landlinesAndForeignNumbersKeepWhatTellsThemApart(spelling: String, number: String) {
        #expect(PhoneNumber.normalised(spelling) == number)
    }

    @Test(arguments: [
        "", "12", "不知道", "138x0013", "1+3800138000", "++8613800138000", String(repeating: "1", count: 21),
    ])
    func whatIsNoNumberHasNoHash(text: String) throws {
        #expect(try ring.phoneHash(text, district: changzhou, month: may) == nil)
    }

    @Test func hashesOfAnotherMonthOrDistrictDiffer() throws {
        let hash = try ring.phoneHash("13800138000", district: changzhou, month: may)
        #expect(try hash != ring.phoneHash("13800138000", district: changzhou, month: june))
        #expect(try hash != ring.phoneHash("13800138000", district: doumen, month: may))
        #expect(hash?.count == 32)
    }

    @Test func aTextHasAllTrigramHashesOfWhatItContains() throws {
        func hashes(_ text: String) throws -> Set<Int64> {
            Set(try ring.trigramHashes(text, district: changzhou, month: may))
        }
        let text = try hashes("新北区某小区供水，压力不足ＡＢＣ １２３，请处理")
        #expect(try hashes("小区供水压力").isSubset(of: text))
        #expect(try hashes("abc123").isSubset(of: text))
        #expect(try hashes("水压足").isDisjoint(with: text))
        #expect(try hashes("供水").isEmpty && hashes("").isEmpty && hashes("，。！ \n\u{0}").isEmpty)
        #expect(try hashes("小区供水压力").count == 4)
    }

    @Test func trigramHashesAreSortedAndDistinct() throws {
        let hashes = try ring.trigramHashes("漏水漏水漏水漏水", district: changzhou, month: may)
        #expect(hashes.count == 2 && hashes == hashes.sorted())
    }

    @Test func bigramHashesKeepTheirOrderAndAreNoTrigrams() throws {
        let letters = "漏水漏".unicodeScalars.map(\.value)
        let pairs = [Bigram(letters[0], letters[1]), Bigram(letters[1], letters[2])]
        let hashes = try ring.hashes(of: pairs, district: changzhou, month: may)
        #expect(hashes.count == 2 && Set(hashes).count == 2)
        #expect(try ring.hashes(of: pairs.reversed(), district: changzhou, month: may) == hashes.reversed())
        #expect(try ring.hashes(of: pairs, district: changzhou, month: june) != hashes)
        // What would be the same number but for its highest bit.
        let trigram = try ring.trigramHashes("\u{0}漏水", district: changzhou, month: may)
        #expect(trigram.isEmpty && pairs[0].value >> 63 == 1)
        #expect(try ring.hashes(of: [], district: changzhou, month: may).isEmpty)
    }

    /// Expected values from the OpenSSL command line, so that what is stored can be computed elsewhere.
    @Test func theAlgorithmsAreTheStandardOnes() throws {
        #expect(
            try Digest.sha256(Array("abc".utf8)).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let block = try BlockHash(key: (0..<32).map { UInt8($0) })
        #expect(try block.hashes(of: [0]) == [Int64(bitPattern: 0xd09f_492a_b600_90f2)])
        let code = try MessageCode(key: Array("key".utf8))
        #expect(try code.code(of: ["a", "b"]) == code.code(of: ["a", "b"]))
        #expect(try code.code(of: ["a", "b"]) != code.code(of: ["ab"]))
        #expect(
            try code.code(of: ["a", "b"]).hex == "8b441ffc7669a9a6d760046c4020f3efb9add4d813abcd244e4849f970e6ea05")
    }

    @Test func anAddressIsOneHoweverItIsWritten() throws {
        let hash = try ring.placeHash("通用路12号3幢A座", district: changzhou, month: may)
        #expect(hash != nil)
        #expect(try ring.placeHash(" 通用路１２号，3幢 a座", district: changzhou, month: may) == hash)
        #expect(try ring.placeHash("通用路12号4幢A座", district: changzhou, month: may) != hash)
        #expect(try ring.placeHash("通用路12号3幢A座", district: changzhou, month: june) != hash)
        #expect(try ring.placeHash("通用路12号3幢A座", district: doumen, month: may) != hash)
        #expect(try ring.placeHash("常州。。。", district: changzhou, month: may) == nil)
    }

    @Test func textsShareThePhrasesThatTheyShare() throws {
        func phrases(_ text: String, _ month: Month = may) throws -> Set<Int64> {
            Set(try ring.phraseHashes(text, district: changzhou, month: month))
        }
        let whole = try phrases("和平路12号3幢没有水")
        #expect(whole.count == 7)
        #expect(try phrases("12号3幢").isSubset(of: whole) && phrases("12号3幢").count == 1)
        #expect(try phrases("１２号，3幢") == phrases("12号3幢"))
        #expect(try phrases("12号4幢").isDisjoint(with: whole))
        #expect(try phrases("和平路1").isEmpty)
        #expect(try phrases("和平路12号3幢没有水", june).isDisjoint(with: whole))
        #expect(try whole.isDisjoint(with: ring.trigramHashes("和平路12号3幢没有水", district: changzhou, month: may)))
    }
}
