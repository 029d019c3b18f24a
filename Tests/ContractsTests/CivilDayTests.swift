import Contracts
import Foundation
import Testing

@Suite struct CivilDayTests {
    @Test func everyDayOfTwoCenturiesIsReadBackFromItsText() {
        var weekday = 1  // 1900-01-01 was a Monday
        var expected = (year: 1900, month: 1, day: 1)
        let wrong = (-25_567..<(-25_567 + 73_414)).filter { number in
            let day = CivilDay(since1970: number)
            defer {
                weekday = weekday % 7 + 1
                expected = next(expected)
            }
            return (day.year, day.month, day.day) != expected || day.weekday != weekday
                || CivilDay(day.description) != day
        }
        #expect(wrong == [])
    }

    /// The calendar counted by hand, as the second opinion on the arithmetic.
    private func next(_ day: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
        let isLeap = day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][day.month - 1]
        if day.day < days { return (day.year, day.month, day.day + 1) }
        return day.month < 12 ? (day.year, day.month + 1, 1) : (day.year + 1, 1, 1)
    }

    @Test(arguments: [
        ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2020-05-14", 18_396, 4), ("2000-02-29", 11_016, 2),
        ("1900-03-01", -25_508, 4), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ])
    func aDayIsRead(text: String, since1970: Int, weekday: Int) throws {
        let day = try #require(CivilDay(text))
        #expect(day.since1970 == since1970)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
    }

    @Test(arguments: [
        "", "-", "--", "2020", "2020-05", "2020-5-14", "20-05-14", "2020-05-14-", "2020-05-14T", "2020-05-14 ",
        " 2020-05-14", "2020/05/14", "20200514", "12020-05-14", "2020-05-014", "2020--5-14",
    ])
    func anotherFormIsRefused(text: String) {
        #expect(CivilDay(text) == nil)
    }

    /// `Int(_:)` takes a sign; a day must not.
    @Test(arguments: ["+020-01-01", "-020-01-01", "2020-+1-01", "2020-01-+1", "2020--1-01", "+2020-01-01"])
    func aSignIsRefused(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test(arguments: [
        "２０２０-05-14", "٢٠٢٠-05-14", "2020‐05‐14", "2020-05-1\u{0}", "2020-05-1😀", "😀😀😀😀-05-14", "2020-05-14\u{301}",
        "2020-05-14\u{200B}", "\u{FEFF}2020-05-14", "2020-0\u{35}\u{301}-14", "2020-05-14\n",
    ])
    func whatOnlyLooksLikeADayIsRefused(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test(arguments: [
        "2020-02-30", "2021-02-29", "1900-02-29", "2100-02-29", "2020-04-31", "2020-00-10", "2020-13-10", "2020-05-00",
        "2020-05-32", "0000-01-01", "2020-99-99",
    ])
    func aDayThatDoesNotExistIsRefused(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test(arguments: [Int.min, -1, 0, 10_000, Int.max]) func anAbsurdNumberIsRefused(number: Int) {
        #expect(CivilDay(year: number, month: 1, day: 1) == nil)
        #expect(CivilDay(year: 2020, month: number, day: 1) == nil)
        #expect(CivilDay(year: 2020, month: 1, day: number) == nil)
    }

    @Test func sumsStopAtTheEndsOfTheRange() {
        #expect(CivilDay(since1970: .max).description == "9999-12-31")
        #expect(CivilDay(since1970: .min).description == "0001-01-01")
        #expect(CivilDay.latest.advanced(by: .max) == .latest)
        #expect(CivilDay.earliest.advanced(by: .min) == .earliest)
        #expect(CivilDay.earliest.advanced(by: .max) == .latest)
        #expect(CivilDay.latest.advanced(by: -2_932_896).description == "1970-01-01")
    }

    @Test func aDayInJSONIsItsText() throws {
        let day = try #require(CivilDay("2020-02-29"))
        #expect(try String(decoding: JSONEncoder().encode([day]), as: UTF8.self) == #"["2020-02-29"]"#)
        for text in [#"["2021-02-29"]"#, "[20200514]", "[null]", #"["+020-01-01"]"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode([CivilDay].self, from: Data(text.utf8)) }
        }
    }
}
