import Foundation
import TestSupport

/// Packs against the published schema, by the `jsonschema` package, which knows nothing of this project.
enum SchemaCheck {
    static let schema = DeployedDistrict.root.appending(path: "Shared/RulePacks/Schema/rule-pack.schema.json")

    /// For each pack what is wrong with it.
    static func faults(of packs: [URL]) throws -> [[String]] {
        let script = DeployedDistrict.root.appending(path: "Tests/RulePacksTests/validate.py")
        return try TestTools.run(script, [schema] + packs, needing: "jsonschema or pyyaml")
            .split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode([String].self, from: $0) }
    }
}
