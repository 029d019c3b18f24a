import Testing

/// Each rule is seen to fail: a house that breaks it, and beside it what looks alike and is allowed.
@Suite struct BrokenLawTests {
    @Test(arguments: Sample.all) func aBrokenRuleIsSeen(sample: Sample) {
        let found = sample.rule.broken(sample.house).map { "\($0.path):\($0.line)" }
        #expect(found == sample.places)
    }

    @Test func everyRuleHasASample() {
        #expect(Set(Rule.all.map(\.name)).subtracting(Sample.all.map(\.rule.name)) == [])
        #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    }

    @Test func commentsAndTextsAreNoCode() {
        let text = """
            let a = "try! \\(list[0]!) as!" // fatalError(
            /* as! /* as! */ as! */ let b = #"\\("# + \"""
                catch {}
                "quoted" \"""
            """
        let code = CodeOnly.of(text)
        #expect(code.split(separator: "\n").count == text.split(separator: "\n").count)
        #expect(code.contains("list[0]!"))
        for hidden in ["try!", "as!", "fatalError", "catch", "quoted"] { #expect(!code.contains(hidden)) }
        #expect(code.contains("let b"))
    }
}

/// A small house that breaks one rule, and the places that must be found.
struct Sample: Sendable, CustomTestStringConvertible {
    let rule: Rule
    let house: House
    let places: [String]

    var testDescription: String { rule.name }

    /// A house of targets that stand in `Shared`, `Services` or `Tests` by their names, and of files.
    init(_ rule: Rule, _ files: [String: String], targets: [Manifest.Target]? = nil, packages: Int = 0, at: [String]) {
        self.rule = rule
        let folders = Set(files.keys.map { $0.split(separator: "/").dropLast() })
        let standing = folders.compactMap { folder -> Manifest.Target? in
            guard folder.count > 1 else { return nil }
            let name = folder.first == "Services" ? "\(folder[1])Service" : String(folder[1])
            return Manifest.Target(name: name, path: folder.prefix(2).joined(separator: "/"))
        }
        house = House(
            files: files.map { SourceFile(path: $0, text: $1) }.sorted { $0.path < $1.path },
            manifest: Manifest(targets: targets ?? standing, packageCount: packages))
        places = at
    }
}
