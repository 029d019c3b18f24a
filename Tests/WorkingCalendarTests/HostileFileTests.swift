import Testing
import WorkingCalendar

@Suite struct HostileFileTests {
    static let header =
        "id,group,op,start,n,end_mode,start_rule,pause_rule,style,roll,pauses,windows,expected_day,expected_at,expected_n,note\n"

    private func refusal(_ line: String, header: String = header) -> CalendarFileError? {
        do throws(CalendarFileError) {
            _ = try CalendarCases(csv: header + line)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        ("X,g,add_wd,2020-05-14T10:00,99999999999999999999999,,,,,,,09:00-17:00,,PAUSED,,", "n"),
        ("X,g,add_wd,2020-05-14T10:00,three,,,,,,,09:00-17:00,,PAUSED,,", "n"),
        ("X,g,add_wd,2020-02-30T10:00,3,,,,,,,09:00-17:00,,PAUSED,,", "start"),
        ("X,g,add_wd,99999-02-30T10:00,3,,,,,,,09:00-17:00,,PAUSED,,", "start"),
        ("X,g,elapsed_wm,2020-02-28T10:00,3,,,,,,,09:00-17:00,,,5,", "start"),
        ("X,g,add_wd,2020-05-14T10:00,3,noon,,,,,,09:00-17:00,,PAUSED,,", "end_mode"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,x/y,09:00-17:00,,PAUSED,,", "pauses"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,2020-05-14T10:00,09:00-17:00,,PAUSED,,", "pauses"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,17:00-09:00,,PAUSED,,", "windows"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,,,PAUSED,,", "windows"),
        ("X,g,mul_wd,2020-05-14T10:00,3,,,,,,,09:00-17:00,,PAUSED,,", "op"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,09:00-17:00,,,,", "expected_at"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,09:00-17:00,,soon,,", "expected_at"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,\"09:00-17:00,,PAUSED,,", "12"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,\"09:00\"-17:00,,PAUSED,,", "12"),
        ("X,g,add_wd,2020-05-14T10:00,3,,,,,,,09:00\"-17:00,,PAUSED,,", "12"),
    ])
    func aBrokenFieldIsNamedByLineAndColumn(line: String, column: String) {
        #expect(refusal(line)?.line == 2)
        #expect(refusal(line)?.column == column)
    }

    @Test func missingColumnsAreNamed() {
        #expect(refusal("", header: "")?.reason == "the file is empty")
        #expect(refusal("", header: "id,op\n")?.column == "start")
        #expect(refusal("X,g\n")?.reason == "has 2 columns, the first line has 16")
        #expect(refusal("", header: "id,id\n")?.reason == "is there twice")
    }

    @Test(arguments: [
        "0", "-1", "1000000000000000000", "-9223372036854775808", "9223372036854775807",
    ]) func amountsWithoutACalendarAreRefusedNotTrapped(amount: String) throws {
        for operation in ["add_wd", "sub_wd", "add_wm", "add_cd", "sub_cd", "add_mo"] {
            let line = "X,g,\(operation),2020-05-14T10:00,\(amount),,,,,,,09:00-17:00,,REFUSED,,"
            let cases = try CalendarCases(csv: Self.header + line)
            let isMonthBefore = operation == "add_mo" && amount == "-1"
            #expect(try cases.differences(table: TestTables.table()).isEmpty == !isMonthBefore)
        }
    }

    @Test func quotedFieldsAndWindowsLineEndsAreRead() throws {
        let line =
            "\"X\",g,add_wd,2020-05-14T10:00,1,,,,,,,09:00-17:00,2020-05-15,2020-05-15T17:00:00+08:00,,\"a, \"\"b\"\"\nc\"\r\n"
        let cases = try CalendarCases(csv: "\u{FEFF}" + Self.header + line)
        #expect(try cases.differences(table: TestTables.table()).isEmpty)
    }

    @Test(arguments: [
        ("date,kind,name\n2020-13-01,holiday,x\n", 2, "date"),
        ("date,kind,name\n2020-01-01,feast,x\n", 2, "kind"),
        ("date,kind,name\n2020-01-01,holiday,x\n2020-01-01,workday,x\n", 3, "date"),
        ("date,kind,name\n9999-01-01,holiday,x\n", 2, "date"),
    ])
    func aBrokenTableIsRefusedAsAWhole(text: String, line: Int, column: String) {
        do {
            _ = try CalendarTable(csv: text, version: "t")
            Issue.record("was read")
        } catch {
            #expect(error.line == line && error.column == column)
        }
    }

    @Test(arguments: [
        "", "date,kind,name\n", "day,kind\n", "date,kind,name\n2018-01-01,holiday,x\n2020-01-01,holiday,x\n",
    ])
    func aTableWithoutDaysOrWithAHoleIsRefused(text: String) {
        #expect(throws: CalendarFileError.self) { try CalendarTable(csv: text, version: "t") }
    }
}
