import Foundation
import TestSupport

@testable import OperatorService

/// A third district, which no code knows: three files in a folder of their own.
enum Elsewhere {
    /// The text of the clocks' own tests, with days and facts that a few days' course through the services meets.
    static let pack = ThirdDistrict.pack
        .replacing(
            #"{windows: ["08:00-16:00"]}, {from: 2020-06-01, through: 2020-08-31, windows: ["08:00-12:00"]}"#,
            with: #"{windows: ["08:00-16:00"]}"#
        )
        .replacing("day: 2020-05-15", with: "day: 2020-01-07")
        .replacing("    clause: 二\n", with: "    clause: 二\n    settles: [X31]\n")
        .replacing("stops: [{on: CallbackScheduled}]", with: "stops: [{on: CallbackCompleted}]")
        .replacing("    starts: [{on: InconsistencyFound}]\n", with: "")

    static let units = """
        units:
          - {id: well, name: 井务所, aliases: [井所], kind: bureau, mailbox: well@example.invalid}
          - {id: lamp, name: 灯务所, kind: bureau, mailbox: lamp@example.invalid}
        """

    static let season = "date,unit\n2020-01-06,井所\n2020-02-03,灯务所\n"

    /// Writes the files and reads them as those of any district are read.
    static func read() throws -> PlayedDistrict {
        let deploy = FileManager.default.temporaryDirectory.appending(path: "elsewhere-\(UUID().uuidString)")
        let folder = deploy.appending(path: "districts/elsewhere")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: deploy) }  // what stays lies in a temporary folder
        for (name, text) in [("pack.yaml", pack), ("units.yaml", units), ("season.csv", season)] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        return try PlayedDistrict("elsewhere", deploy: deploy)
    }
}
