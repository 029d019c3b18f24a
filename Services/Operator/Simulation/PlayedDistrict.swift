import Contracts
import Foundation
import RulePacks

/// A district as its folder in `deploy/districts` says, with the texts as they are.
struct PlayedDistrict: Sendable {
    let district: District
    let pack: String
    let units: String
    let season: String

    /// Of its first show.
    var year: Int { district.season.broadcasts.first?.day.year ?? 2020 }

    /// - Throws: `CommandFailure` (exit code 2) with every fault of the files.
    init(_ id: String, deploy: URL) throws {
        let folder = deploy.appending(path: "districts").appending(path: id)
        func text(_ name: String) throws -> String { try TextFile.read(folder.appending(path: name).path) }
        pack = try text("pack.yaml")
        units = try text("units.yaml")
        season = try text("season.csv")
        do {
            district = try District(
                DistrictSources(
                    pack: NamedText(name: "\(id)/pack.yaml", text: pack),
                    units: NamedText(name: "\(id)/units.yaml", text: units),
                    season: NamedText(name: "\(id)/season.csv", text: season)))
        } catch {
            throw CommandFailure(error.description, exitCode: 2)
        }
    }
}
