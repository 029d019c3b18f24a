import Foundation
import RulePacks

/// The districts as they are deployed.
enum DeployedDistrict {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// - Parameter path: below the project, or where the variable is set, `HOTLINE_DEPLOY` in place of its `deploy`.
    static func text(_ path: String) throws -> NamedText {
        let other = ProcessInfo.processInfo.environment["HOTLINE_DEPLOY"].flatMap { deploy in
            path.hasPrefix("deploy/") ? URL(filePath: deploy + path.dropFirst("deploy".count)) : nil
        }
        return NamedText(name: path, text: try String(contentsOf: other ?? root.appending(path: path), encoding: .utf8))
    }

    static func sources(_ id: String) throws -> DistrictSources {
        DistrictSources(
            pack: try text("deploy/districts/\(id)/pack.yaml"), units: try text("deploy/districts/\(id)/units.yaml"),
            season: try text("deploy/districts/\(id)/season.csv"))
    }
}
