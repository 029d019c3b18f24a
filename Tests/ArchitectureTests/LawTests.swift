import Testing

@Suite struct LawTests {
    @Test(arguments: Rule.all) func theHouseKeeps(rule: Rule) throws {
        let broken = rule.broken(try House.real.get())
        #expect(broken.isEmpty, "\(broken.map(\.description).joined(separator: "\n"))")
    }

    /// Guards the guards: a rule that sees no files finds nothing.
    @Test func theHouseIsSeenWhole() throws {
        let house = try House.real.get()
        #expect(house.files.filter(\.isSwift).count > 100)
        #expect(house.manifest.targets.count > 30)
        #expect(house.files.contains { $0.path == "Package.swift" })
        #expect(house.files.flatMap(\.imports).contains { $0.module == "CLibPQ" || $0.module == "COpenSSL" })
        for file in house.files where file.isSwift && !file.imports.isEmpty && file.path != "Package.swift" {
            #expect(house.target(of: file) != nil, "\(file.path) belongs to no target")
        }
    }
}
