import Contracts
import Foundation
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2020-05-14T02:00:00Z", 1_589_421_600_000),
        ("2020-05-14T10:00:00+08:00", 1_589_421_600_000), ("2020-05-13T21:30:00-04:30", 1_589_421_600_000),
        ("1969-12-31T23:59:59.999Z", -1), ("1900-01-01T00:00:00Z", -2_208_988_800_000),
        ("2999-12-31T23:59:59.999Z", 32_503_679_999_999), ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("2020-05-14t02:00:00z", 1_589_421_600_000), ("2020-05-14 02:00:00Z", 1_589_421_600_000),
        ("2020-05-14T02:00:00-00:00", 1_589_421_600_000), ("2020-05-15T01:59:00+23:59", 1_589_421_600_000),
    ])
    func aTimeIsRead(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: 1...12) func fractionDigitsBeyondTheThirdAreCut(digits: Int) {
        let fraction = String("987654321012".prefix(digits))
        let expected = [900, 980][safely: digits - 1] ?? 987
        #expect(Instant(rfc3339: "1970-01-01T00:00:00.\(fraction)Z")?.milliseconds == Int64(expected))
        #expect(Instant(rfc3339: "1969-12-31T23:59:59.\(fraction)Z")?.milliseconds == Int64(expected) - 1000)
    }

    @Test(arguments: [
        "", "Z", "T", "2020-05-14", "2020-05-14T10:00:00", "2020-05-14T10:00Z", "2020-05-14T10:00:00+08",
        "2020-05-14T10:00:00+0800", "2020-05-14T10:00:00 +08:00", "2020-05-14T10:00:00+08:00 ", " 2020-05-14T10:00:00Z",
        "2020-05-14T10:00:00Z\n", "2020-05-14T10:00:00ZZ", "2020-05-14T10:00:00+24:00", "2020-05-14T10:00:00+08:60",
        "2020-05-14T10:00:00.Z", "2020-05-14T10:00:00,5Z", "2020-05-14T10:00:00.5.5Z", "2020-05-14T10:00:00.-5Z",
    ])
    func whatIsNotATimeWithOffsetIsRefused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "2020-02-30T10:00:00Z", "2021-02-29T10:00:00Z", "1900-02-29T10:00:00Z", "2020-04-31T10:00:00Z",
        "2020-00-14T10:00:00Z", "2020-13-14T10:00:00Z", "2020-05-00T10:00:00Z", "2020-05-32T10:00:00Z",
        "2020-05-14T24:00:00Z", "2020-05-14T10:60:00Z", "2016-12-31T23:59:60Z", "2020-05-14T10:00:99Z",
    ])
    func aMomentThatDoesNotExistIsRefused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "1899-12-31T23:59:59.999Z", "3000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z",
        "1900-01-01T00:00:00+00:01", "2999-12-31T23:59:59-00:01", "-2020-05-14T10:00:00Z", "+2020-05-14T10:00:00Z",
        "12020-05-14T10:00:00Z", "99999999999999999999-05-14T10:00:00Z", "292277026596-12-04T15:30:08Z",
    ])
    func aTimeThatNoRecordCanHaveIsRefused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "２０２０-05-14T10:00:00Z", "2020-05-14T10:00:00\u{0}Z", "😀020-05-14T10:00:00Z", "2020-05-14T10:00:00😀",
        "2020‐05‐14T10:00:00Z", "2020-05-14T10:00:00\u{200B}Z", "٢٠٢٠-05-14T10:00:00Z",
        "2020-05-14T10:00:00+08:00\u{301}",
        "2020-+5-14T10:00:00Z", "2020-05- 4T10:00:00Z", "2020-05-14T1e:00:00Z", "2020-05-14T+1:00:00Z",
    ])
    func whatOnlyLooksLikeATimeIsRefused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func aMillionFractionDigitsDoNoHarm() {
        let text = "2020-05-14T02:00:00." + String(repeating: "9", count: 1_000_000)
        #expect(Instant(rfc3339: text + "Z")?.milliseconds == 1_589_421_600_999)
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func anInstantIsReadBackFromItsText() {
        var random = SplitMix64(seed: 42)
        let instants = (0..<50_000).map { _ in
            Instant(milliseconds: .random(in: -2_208_988_800_000...32_503_679_999_999, using: &random))
        }
        #expect(instants.filter { Instant(rfc3339: $0.rfc3339) != $0 } == [])
    }

    /// Foundation as the second opinion, in whole seconds.
    @Test func theTextIsWhatFoundationWrites() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2_000 {
            let instant = Instant(seconds: .random(in: -2_208_988_800...32_503_679_999, using: &random))
            let date = Date(timeIntervalSince1970: TimeInterval(instant.seconds))
            #expect(instant.rfc3339 == date.formatted(.iso8601))
        }
    }

    @Test func anyOffsetIsTheSameInstant() {
        let utc = Instant(rfc3339: "2020-05-14T12:00:00Z")
        for minutes in stride(from: -11 * 60, through: 11 * 60, by: 15) {
            let local = 12 * 60 + minutes
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let offset = "\(minutes < 0 ? "-" : "+")\(two(abs(minutes) / 60)):\(two(abs(minutes) % 60))"
            #expect(Instant(rfc3339: "2020-05-14T\(two(local / 60)):\(two(local % 60)):00\(offset)") == utc)
        }
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (-1000, "1969-12-31T23:59:59Z"), (.max, "9999-12-31T23:59:59.999Z"), (.min, "0001-01-01T00:00:00Z"),
    ])
    func anyNumberOfMillisecondsCanBeWritten(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test func sumsStopAtTheEndsOfTheRange() {
        #expect(Instant(seconds: .max) == .latest)
        #expect(Instant(seconds: .min) == .earliest)
        #expect(Instant.latest.advanced(bySeconds: .max) == .latest)
        #expect(Instant.earliest.advanced(bySeconds: .min) == .earliest)
        #expect(Instant.latest.advanced(bySeconds: .min) == .earliest)
        #expect(Instant(milliseconds: 250).advanced(bySeconds: -1).milliseconds == -750)
    }

    @Test func secondsAreRoundedTowardsThePast() {
        #expect(Instant(milliseconds: -1).seconds == -1)
        #expect(Instant(milliseconds: -1000).seconds == -1)
        #expect(Instant(milliseconds: 1999).seconds == 1)
    }

    @Test func aTimeInJSONThatIsNoTimeSaysWhatIsWanted() {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Instant].self, from: Data(#"["2020-05-14"]"#.utf8))
        }
        #expect("\(String(describing: error))".contains("RFC 3339"))
    }
}

extension Array {
    subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
