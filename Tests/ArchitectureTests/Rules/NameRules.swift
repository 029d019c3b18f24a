extension Rule {
    static let names = [noTargetOfTheToolchain, noShelf]

    /// A target of such a name hides the toolchain's module from everything that links it.
    static let noTargetOfTheToolchain = Rule(name: "no target has the name of a toolchain module") { house in
        let taken = ImportLaw.toolchain.union(["Runtime", "Testing", "Swift", "Builtin"])
        return house.manifest.targets.filter { taken.contains($0.name) }.map {
            Violation(path: "Package.swift", what: "a target named \($0.name)")
        }
    }

    /// A shelf collects what nobody found a place for.
    static let noShelf = Rule(name: "no room is a shelf") { house in
        let shelves: Set = ["core", "common", "util", "utils", "utilities", "helper", "helpers", "misc", "base"]
        let folders = Set(
            house.files.filter(\.isSwift).flatMap { file in
                file.folders.indices.map { file.folders[...$0].joined(separator: "/") }
            })
        return folders.sorted().filter { folder in
            shelves.contains(folder.split(separator: "/").last?.lowercased() ?? "")
        }.map { Violation(path: $0, what: "a room that is a shelf") }
    }
}
