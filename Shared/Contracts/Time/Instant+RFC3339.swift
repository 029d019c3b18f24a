extension Instant {
    /// 1900-01-01T00:00:00Z to the last millisecond of 2999: no hotline's record lies outside.
    static let readable: ClosedRange<Int64> = -2_208_988_800_000...32_503_679_999_999

    /// The instant as RFC 3339 text in UTC. Source: RFC 3339 section 5.6.
    public var rfc3339: String {
        let second = Int((seconds % 86_400 + 86_400) % 86_400)
        let day = CivilDay(since1970: (Int(seconds) - second) / 86_400)
        let fraction = Int((milliseconds % 1000 + 1000) % 1000)
        return String(unsafeUninitializedCapacity: 24) { buffer in
            var text = DigitWriter(buffer: buffer)
            text.write(day)
            text.write(UInt8(ascii: "T"))
            text.write(second / 3600, width: 2)
            text.write(UInt8(ascii: ":"))
            text.write(second / 60 % 60, width: 2)
            text.write(UInt8(ascii: ":"))
            text.write(second % 60, width: 2)
            if fraction != 0 {
                text.write(UInt8(ascii: "."))
                text.write(fraction, width: 3)
            }
            text.write(UInt8(ascii: "Z"))
            return text.count
        }
    }

    /// Reads RFC 3339 text with any offset; digits of a second beyond the third are cut.
    ///
    /// - Returns: nil for anything else: no offset, a day that does not exist, hour 24, a leap second,
    ///   an instant before 1900 or after 2999 in UTC, so that what was read can be written and read again.
    public init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let day = reader.day(), reader.skip("Tt "), let second = reader.timeOfDay() else { return nil }
        guard let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd else { return nil }
        let milliseconds = (Int64(day.since1970) * 86_400 + Int64(second - offset)) * 1000 + Int64(fraction)
        guard Self.readable.contains(milliseconds) else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
