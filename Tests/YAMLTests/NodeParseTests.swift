import Testing
import YAML

@Suite struct NodeParseTests {
    private func failure(_ text: String, limits: YAMLLimits = YAMLLimits()) -> YAMLError? {
        failure(Array(text.utf8), limits: limits)
    }

    private func failure(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> YAMLError? {
        do {
            _ = try Node.parse(bytes, file: "pack.yaml", limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyValueKnowsItsPlace() throws {
        let root = try Node.parse("title: 热线\nclocks:\n  - name: sign\n    within: {amount: 1}\n", file: "a.yaml")
        guard case .sequence(let clocks)? = root["clocks"]?.content else {
            Issue.record("no sequence")
            return
        }
        #expect(root["title"]?.mark == Mark(line: 1, column: 8))
        #expect(clocks.first?["within"]?["amount"]?.mark == Mark(line: 4, column: 22))
    }

    @Test func quotedNullIsText() throws {
        let root = try Node.parse("a: ~\nb: '~'\nc:\nd: null\ne: \"\"\n", file: "a.yaml")
        #expect(root["a"]?.isNull == true)
        #expect(root["b"]?.isNull == false)
        #expect(root["c"]?.isNull == true)
        #expect(root["d"]?.isNull == true)
        #expect(root["e"]?.isNull == false)
    }

    @Test func aKeyThatComesTwiceIsRefusedAtItsSecondPlace() {
        let error = failure("a: 1\nb: 2\na: 3\n")
        #expect(error?.description == "pack.yaml:3:1: key \"a\" comes twice")
    }

    @Test func aliasesAndAnchorsAreRefused() {
        #expect(failure("a: &x [1]\nb: *x\n")?.description == "pack.yaml:1:4: anchors (&name) are not allowed")
        let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"
        #expect(failure(bomb) != nil)
        #expect(failure("a: *nowhere\n")?.reason == "aliases (*name) are not allowed")
        #expect(failure("a: {<<: {b: 1}}\n")?.reason == "merge keys (<<) are not allowed")
    }

    @Test(arguments: ["!!binary aGk=", "!local 1", "!!str 1"]) func tagsAreRefused(value: String) {
        #expect(failure("a: \(value)\n")?.reason == "tags (!name) are not allowed")
    }

    @Test func depthIsLimited() {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(failure(deep)?.reason == "nested deeper than 32")
        #expect(failure("[[[1]]]", limits: YAMLLimits(depth: 4)) == nil)
        #expect(failure("[[[1]]]", limits: YAMLLimits(depth: 3)) != nil)
    }

    @Test func sizeAndCountAreLimited() {
        #expect(failure("a: 1\n", limits: YAMLLimits(bytes: 4))?.reason == "is 5 bytes long; at most 4 are read")
        #expect(failure("[1,2,3]", limits: YAMLLimits(nodes: 3))?.reason == "more than 3 values")
    }

    @Test func brokenUTF8NamesItsPlace() {
        let bytes = Array("a: 1\nb: 热".utf8) + [0xFF, 0x0A]
        let error = failure(bytes)
        #expect(error?.mark == Mark(line: 2, column: 5))
        #expect(error?.reason.hasPrefix("is not UTF-8 text") == true)
        #expect(failure([0x61, 0x3A, 0x20, 0xE7, 0x83])?.reason.hasPrefix("is not UTF-8 text") == true)
        #expect(failure([0x61, 0x3A, 0x20, 0x00])?.reason.hasPrefix("is not UTF-8 text") == true)
    }

    @Test(arguments: ["", "# only a comment\n"]) func aTextWithoutAnythingIsRefused(text: String) {
        #expect(failure(text)?.reason == "holds nothing")
    }

    @Test func aSecondDocumentIsRefused() {
        #expect(failure("a: 1\n---\nb: 2\n")?.description == "pack.yaml:2:1: a second document begins; one is allowed")
    }

    @Test(arguments: ["a: [1, 2\n", "a: 'open\n", "a: b: c\n", "\ta: 1\n", "a: %x\n", "- 1\nb: 2\n"])
    func whatIsNotYAMLIsRefusedWithItsLine(text: String) {
        #expect((failure(text)?.mark.line ?? 0) >= 1)
    }

    @Test func aKeyMustBeText() {
        #expect(failure("? [a]\n: 1\n")?.reason == "a key must be a plain text")
    }
}
