import Foundation
import Testing
import WorkingCalendar

@Suite struct CaseFileTests {
    static let operations = [
        "add_wd", "sub_wd", "add_wm", "add_cd", "sub_cd", "add_mo", "elapsed_wm", "between_wd",
    ]

    private func cases() throws -> String {
        let file = try #require(Bundle.module.url(forResource: "cases", withExtension: "csv", subdirectory: "Cases"))
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func theFileHasSevenHundredCases() throws {
        #expect(try CalendarCases(csv: cases()).all.count == 700)
    }

    @Test(arguments: operations) func everyCaseOfTheOperationIsAnsweredAsExpected(operation: String) throws {
        let lines = try cases().split(separator: "\n")
        let chosen = [lines[0]] + lines.dropFirst().filter { $0.split(separator: ",")[2] == operation }
        let file = try CalendarCases(csv: chosen.joined(separator: "\n"))
        #expect(!file.all.isEmpty)
        #expect(file.differences(table: try TestTables.table()).map { "\($0)" } == [])
    }

    /// The cases can fail: a table without make-up days gets hundreds of them wrong.
    @Test func ignoringMakeUpDaysIsNoticed() throws {
        let table = try TestTables.table()
        let poorer = CalendarTable(
            version: "without", publishedYears: table.publishedYears,
            exceptions: table.exceptions.filter { !$0.value.isWorking })
        #expect(try CalendarCases(csv: cases()).differences(table: poorer).count > 100)
    }
}
