import Contracts
import Foundation
import RulePacks

/// A district's folder in `deploy/districts`.
struct DistrictFiles: Sendable {
    let folder: URL

    var district: DistrictID { DistrictID(folder.lastPathComponent) }
    var packFile: URL { folder.appending(path: "pack.yaml") }
    var unitsFile: URL { folder.appending(path: "units.yaml") }
    var seasonFile: URL { folder.appending(path: "season.csv") }

    /// - Throws: `CommandFailure` when `deploy` has none.
    static func all(in deploy: URL) throws -> [DistrictFiles] {
        let districts = deploy.appending(path: "districts")
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: districts.path)
        } catch {
            throw CommandFailure("\(districts.path) cannot be read", exitCode: 2)
        }
        return names.sorted().map { DistrictFiles(folder: districts.appending(path: $0)) }.filter {
            FileManager.default.fileExists(atPath: $0.packFile.path)
        }
    }

    /// - Throws: `CommandFailure` (exit code 2), `PackErrors`.
    func pack() throws -> RulePack {
        try RulePack(source: try TextFile.read(packFile.path), file: packFile.path)
    }

    func units() throws -> UnitRegister {
        try UnitRegister(source: try TextFile.read(unitsFile.path), file: unitsFile.path)
    }

    func season() throws -> Season {
        try Season(
            NamedText(name: seasonFile.path, text: try TextFile.read(seasonFile.path)), pack: pack(), units: units())
    }
}
