extension Rule {
    static let imports = [
        importsFollowTheLaw, dependenciesFollowTheLaw, importsAreDeclared, everyTargetHasALaw, noPackages,
        warningsAreErrors,
    ]

    static let importsFollowTheLaw = Rule(name: "a room imports only what it may") { house in
        house.files.filter(\.isSwift).flatMap { file -> [Violation] in
            guard let target = house.target(of: file), var allowed = ImportLaw.allowed(for: target.name) else {
                return []
            }
            allowed.formUnion(ImportLaw.toolchain)
            if !file.isShipped { allowed.insert("Testing") }
            return file.imports.filter { !allowed.contains($0.module) }.map {
                Violation(path: file.path, line: $0.line, what: "\(target.name) may not import \($0.module)")
            }
        }
    }

    static let dependenciesFollowTheLaw = Rule(name: "a target depends only on what it may import") { house in
        house.manifest.targets.filter { !$0.isSystemLibrary }.flatMap { target in
            target.dependencies.filter { ImportLaw.allowed(for: target.name)?.contains($0) == false }.map {
                Violation(path: "Package.swift", what: "\(target.name) may not depend on \($0)")
            }
        }
    }

    /// SwiftPM lets a target import what its dependencies depend on; the manifest would then not tell the truth.
    static let importsAreDeclared = Rule(name: "what is imported is declared as a dependency") { house in
        let own = Set(house.manifest.targets.map(\.name))
        return house.files.filter(\.isSwift).flatMap { file -> [Violation] in
            guard let target = house.target(of: file) else { return [] }
            return file.imports.filter { own.contains($0.module) && !target.dependencies.contains($0.module) }.map {
                Violation(path: file.path, line: $0.line, what: "\(target.name) does not declare \($0.module)")
            }
        }
    }

    static let everyTargetHasALaw = Rule(name: "every target has a law") { house in
        house.manifest.targets.filter {
            $0.isSystemLibrary ? !ImportLaw.libraries.contains($0.name) : ImportLaw.allowed(for: $0.name) == nil
        }.map { Violation(path: "Package.swift", what: "\($0.name) is not named in ImportLaw") }
    }

    static let noPackages = Rule(name: "no Swift package from outside") { house in
        house.manifest.packageCount == 0
            ? [] : [Violation(path: "Package.swift", what: "\(house.manifest.packageCount) packages from outside")]
    }

    static let warningsAreErrors = Rule(name: "warnings are errors everywhere") { house in
        house.manifest.targets.filter { !$0.isSystemLibrary && !$0.treatsWarningsAsErrors }.map {
            Violation(path: "Package.swift", what: "\($0.name) lets warnings pass")
        }
    }
}
