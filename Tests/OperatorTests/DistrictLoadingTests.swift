import Contracts
import Foundation
import Testing

@testable import OperatorService

@Suite struct DistrictLoadingTests {
    @Test func aBrokenCalendarIsToldWithFileLineAndReason() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "deploy-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // what stays lies in a temporary folder
        let calendar = folder.appending(path: "calendar")
        try FileManager.default.createDirectory(at: calendar, withIntermediateDirectories: true)
        let file = calendar.appending(path: "cn_calendar.csv")
        try Data("# version: cn-1\ndate,kind,name\n2026-02-30,holiday,x\n".utf8).write(to: file)
        let settings = try StackSettings([
            "HOTLINE_DEPLOY": folder.path, "HOTLINE_RUN": folder.appending(path: "run").path,
        ])
        try settings.run.prepare()
        let loading = try DistrictLoading(
            settings, [Secrets.variable(of: .operator): "token"], database: "none",
            Terminal(say: { _ in }, complain: { _ in }))
        await #expect {
            try await loading.load([.intake])
        } throws: { error in
            "\(error)".hasPrefix("\(file.path): line 3") && (error as? CommandFailure)?.exitCode == 2
        }
    }

    @Test func aBrokenSeasonIsToldByItsLineBeforeAnybodyIsAsked() throws {
        let deployed = try DeployFolder.find(workingDirectory: #filePath).appending(path: "districts/changzhou")
        let folder = FileManager.default.temporaryDirectory.appending(path: "changzhou-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // what stays lies in a temporary folder
        try FileManager.default.copyItem(at: deployed, to: folder)
        let files = DistrictFiles(folder: folder)
        #expect(try files.season().broadcasts.count == 40)
        let text = try TextFile.read(files.seasonFile.path)
        for (from, to) in [("城市管理局", "城市管里局"), ("2020-04-09\n", "2020-04-31\n")] {
            try #require(text.contains(from))
            try Data(text.replacing(from, with: to).utf8).write(to: files.seasonFile)
            #expect { _ = try files.season() } throws: { "\($0)".hasPrefix("\(files.seasonFile.path):4:") }
        }
    }
}
