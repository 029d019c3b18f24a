import Foundation
import Testing

@testable import OperatorService

@Suite struct CalendarCommandTests {
    static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "WorkingCalendarTests/Cases/cases.csv").path

    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID().uuidString).csv").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("CZ-44: hotline calendar add prints the answer and its explanation")
    func addPrintsTheAnswerAndWhy() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("calendar add --days 30 --from 2020-05-14T10:00 --district changzhou") == 0)
        #expect(terminal.said.hasPrefix("2020-06-28T17:30:00+08:00\nDue: 2020-06-28 17:30 (Sun)"))
        #expect(terminal.said.contains("30  2020-06-28 Sun  make-up working day (端午节)"))
    }

    @Test("CZ-33: hotline calendar subtract finds the make-up Sunday")
    func subtract() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("calendar subtract --days 3 --from 2020-04-29 --language zh") == 0)
        #expect(terminal.said.hasPrefix("2020-04-26T17:30:00+08:00\n最迟：2020-04-26 17:30（周日）"))
    }

    @Test func everyOptionOfAddIsUsed() async {
        let terminal = CollectingTerminal()
        let line =
            "calendar add --days 3 --from 2020-09-28T10:00 --start-rule exclude --end-mode close --strict"
            + " --pause-rule minutes --pause 2020-09-29T15:00/2020-10-09T10:00"
        #expect(await terminal.run(line) == 0)
        #expect(terminal.said.hasPrefix("2020-10-12T14:00:00+08:00"))
    }

    @Test(arguments: [
        "calendar add --days 3", "calendar add --from 2020-09-28T10:00",
        "calendar add --days 3 --hours 2 --from 2020-09-28",
        "calendar add --days 0 --from 2020-09-28", "calendar add --days 1000000000000000000 --from 2020-09-28",
        "calendar add --days 3 --from yesterday", "calendar add --days 3 --from 2020-09-28 --pause-rule never",
        "calendar add --days 3 --from 2020-09-28 --pause 2020-09-28", "calendar check",
        "calendar add --days 3 --from 2020-09-28 --strict --provisional",
    ]) func badOptionsAre64(line: String) async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(line) == 64)
        #expect(terminal.said.isEmpty && terminal.complained.contains("Usage: hotline calendar"))
    }

    @Test func strictRefusesAnUnpublishedYearAndProvisionalSaysSo() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("calendar add --days 30 --from 2026-12-20T10:00 --strict") == 1)
        #expect(terminal.complained.contains("out of calendar"))
        #expect(await terminal.run("calendar add --days 30 --from 2026-12-20T10:00") == 0)
        #expect(terminal.said.contains("Provisional"))
    }

    @Test func explainNamesEachDay() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run("calendar explain --from 2020-05-08 --through 2020-05-10") == 0)
        #expect(terminal.said.contains("2020-05-09 Sat  09:00-12:00|13:30-17:30  make-up working day (劳动节)"))
        #expect(terminal.said.hasSuffix("2020-05-10 Sun  -  weekend"))
    }

    @Test func checkRunsAllCases() async {
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["calendar", "check", Self.cases]) == 0)
        #expect(terminal.said == "700 of 700")
    }

    @Test func checkPrintsEachCaseThatDiffersAndExitsOne() async throws {
        let text = try String(contentsOfFile: Self.cases, encoding: .utf8)
        let wrong = text.replacing(
            "H0064,hand,add_wd,2016-06-07T18:30,5", with: "H0064,hand,add_wd,2016-06-07T18:30,4")
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["calendar", "check", try file(wrong)]) == 1)
        #expect(
            terminal.said.contains(
                "H0064: got 2016-06-14 2016-06-14T17:30:00+08:00, expected 2016-06-15 2016-06-15T17:30:00+08:00\n"))
        #expect(terminal.said.hasSuffix("\n699 of 700"))
    }

    @Test func anUnreadableFileIsTwoWithLineAndColumn() async throws {
        let header = "id,op,start,n,pauses,windows,expected_day,expected_at,expected_n\n"
        let broken = try file(header + "A,add_wd,2020-05-14T10:00,many,,09:00-17:00,,PAUSED,\n")
        let terminal = CollectingTerminal()
        #expect(await terminal.run(["calendar", "check", broken]) == 2)
        #expect(terminal.complained.contains("line 2, column n: must be a whole number"))
        #expect(await terminal.run(["calendar", "check", "/no/such/file"]) == 2)
        #expect(await terminal.run(["calendar", "check", Self.cases, "--table", Self.cases]) == 2)
    }
}
