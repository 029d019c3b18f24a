extension Instant {
    /// The instant as RFC 3339 text in UTC. Source: RFC 3339 section 5.6.
    public var rfc3339: String {
        let day = CivilDay(since1970: Int((seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400))
        let second = Int((seconds % 86_400 + 86_400) % 86_400)
        let fraction = Int((milliseconds % 1000 + 1000) % 1000)
        return String(unsafeUninitializedCapacity: 32) { buffer in
            var text = DigitWriter(buffer: buffer)
            text.write(day.year, width: 4)
            text.write(UInt8(ascii: "-"))
            text.write(day.month, width: 2)
            text.write(UInt8(ascii: "-"))
            text.write(day.day, width: 2)
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
    /// - Returns: nil for anything else: no offset, a day that does not exist, a leap second,
    ///   a year before 1900 or after 2999 (no hotline's record lies there).
    public init?(rfc3339 text: String) {
        var reader = DigitReader(bytes: Array(text.utf8))
        guard let day = reader.day(), reader.skip("Tt "), let second = reader.timeOfDay() else { return nil }
        guard let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd else { return nil }
        self.init(milliseconds: (Int64(day.since1970) * 86_400 + Int64(second - offset)) * 1000 + Int64(fraction))
    }
}

private struct DigitWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    mutating func write(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    mutating func write(_ number: Int, width: Int) {
        var rest = number
        for place in stride(from: width - 1, through: 0, by: -1) {
            buffer[count + place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        count += width
    }
}

private struct DigitReader {
    let bytes: [UInt8]
    var at = 0

    var isAtEnd: Bool { at == bytes.count }

    mutating func skip(_ choices: String) -> Bool {
        guard at < bytes.count, choices.utf8.contains(bytes[at]) else { return false }
        at += 1
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard at + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[at..<at + width] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        at += width
        return value
    }

    mutating func day() -> CivilDay? {
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2) else { return nil }
        guard (1900...2999).contains(year) else { return nil }
        return CivilDay(year: year, month: month, day: day)
    }

    mutating func timeOfDay() -> Int? {
        guard let hour = number(2), skip(":"), let minute = number(2), skip(":"), let second = number(2) else {
            return nil
        }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Milliseconds; 0 where no fraction is written.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        let start = at
        var value = 0
        while at < bytes.count, let digit = number(1) {
            if at - start <= 3 { value = value * 10 + digit }
        }
        let digits = at - start
        guard digits > 0, digits <= 9 else { return nil }
        for _ in min(digits, 3)..<3 { value *= 10 }
        return value
    }

    /// Seconds east of Greenwich.
    mutating func offset() -> Int? {
        if skip("Zz") { return 0 }
        let sign = at < bytes.count && bytes[at] == UInt8(ascii: "-") ? -1 : 1
        guard skip("+-"), let hour = number(2), skip(":"), let minute = number(2) else { return nil }
        guard hour < 24, minute < 60 else { return nil }
        return sign * (hour * 3600 + minute * 60)
    }
}
