import Contracts
import Testing

@Suite struct DistrictIDTests {
    @Test(arguments: [
        "changzhou", "doumen", "a1", "zhuhai-doumen-2016", "ab", "a-", "a" + String(repeating: "9", count: 39),
    ])
    func aDistrictIsWellFormed(text: String) {
        #expect(DistrictID(text).isWellFormed)
    }

    @Test(arguments: [
        "", "a", "A1", "Changzhou", "1a", "-a", "a_b", "a.b", "a/b", "../b", "a b", " ab", "ab ", "ab\n", "ab\0",
        "a'b", "a;drop", "a%2fb", "a" + String(repeating: "9", count: 40),
    ])
    func anotherFormIsNot(text: String) {
        #expect(!DistrictID(text).isWellFormed)
    }

    /// Letters that look like or fold to a–z, joiners, combining marks, other scripts' digits.
    @Test(arguments: [
        "chаngzhou", "ｃｈａｎｇ", "changzho\u{75}\u{308}", "changzhoü", "chang\u{200B}zhou", "chang\u{200D}zhou",
        "chang‐zhou", "ﬀab", "a²", "a٣", "常州", "a😀", "ıab", "\u{202E}ab", "\u{FEFF}ab", "aſ", "K9",
    ])
    func lettersThatOnlyLookRightAreRefused(text: String) {
        #expect(!DistrictID(text).isWellFormed)
    }

    /// What the schemas promise of a district is what the code checks.
    @Test(arguments: [
        "changzhou", "ab", "a-", "a", "1a", "Ab", "a/b", "ab\n", "chаngzhou", "a²", String(repeating: "a", count: 41),
    ])
    func theEnvelopeSchemaSaysTheSame(text: String) throws {
        let schema = try JSON(contentsOf: Repository.schema("Envelope"))
        let pattern = try #require(schema["properties"]["ce_district"]["pattern"].text)
        let whole = pattern.replacing("$", with: #"\z"#)
        #expect((text.range(of: whole, options: .regularExpression) != nil) == DistrictID(text).isWellFormed)
    }

    @Test func identifiersAreComparedByTheirText() {
        #expect(DistrictID("ab") < DistrictID("b"))
        #expect(DistrictID("ab").description == "ab")
        #expect(Set([DistrictID("ab"), DistrictID("ab")]).count == 1)
    }
}
