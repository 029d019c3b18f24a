/// Writes fixed-width decimal numbers into a string's own storage; the caller reserves enough of it.
struct DigitWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    mutating func write(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    /// - Parameter number: not negative; digits beyond `width` are cut on the left.
    mutating func write(_ number: Int, width: Int) {
        var rest = number
        for place in stride(from: width - 1, through: 0, by: -1) {
            buffer[count + place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        count += width
    }

    /// `2020-05-14`.
    mutating func write(_ day: CivilDay) {
        write(day.year, width: 4)
        write(UInt8(ascii: "-"))
        write(day.month, width: 2)
        write(UInt8(ascii: "-"))
        write(day.day, width: 2)
    }
}
