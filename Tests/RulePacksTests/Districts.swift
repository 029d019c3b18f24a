import Foundation
import RulePacks

/// The districts as they are deployed.
enum DeployedDistrict {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> NamedText {
        NamedText(name: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }

    static func sources(_ id: String) throws -> DistrictSources {
        DistrictSources(
            pack: try text("deploy/districts/\(id)/pack.yaml"), units: try text("deploy/districts/\(id)/units.yaml"),
            season: try text("deploy/districts/\(id)/season.csv"))
    }
}
