/// Follows the framing of a chunked body (RFC 9112, section 7.1) and keeps nothing of it.
///
/// libevent takes sizes such as `0x5`, `+5` and `5 `, bare line feeds, and data without the line end behind them. Whoever stands in
/// front and reads otherwise would see another end of the body.
struct ChunkedFraming {
    private enum Place {
        case size(digits: Int, value: Int)
        case sizeEnd(value: Int)
        case data(left: Int)
        case dataReturn
        case dataEnd
        case trailer(lineIsEmpty: Bool)
        case trailerEnd(lineIsEmpty: Bool)
        case over
        case broken
    }

    /// More than a body may have.
    private static let mostDigits = 8

    private var place = Place.size(digits: 0, value: 0)

    /// The last byte of a body that is framed as it must be has come.
    var isSound: Bool { if case .over = place { true } else { false } }

    /// - Parameter bytes: what has come next; what stands behind the body is not looked at.
    mutating func take(_ bytes: ArraySlice<UInt8>) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch place {
            case .over, .broken: return
            case .data(let left):
                let taken = min(left, bytes.endIndex - index)
                index += taken
                place = taken == left ? .dataReturn : .data(left: left - taken)
            default:
                place = next(bytes[index])
                index += 1
            }
        }
    }

    private func next(_ byte: UInt8) -> Place {
        switch (place, byte) {
        case (.size(let digits, let value), UInt8(ascii: "\r")) where digits > 0: .sizeEnd(value: value)
        case (.size(let digits, let value), _):
            Character(UnicodeScalar(byte)).hexDigitValue.flatMap { digit in
                digits < Self.mostDigits ? .size(digits: digits + 1, value: value << 4 | digit) : nil
            } ?? .broken
        case (.sizeEnd(let value), UInt8(ascii: "\n")):
            value > 0 ? .data(left: value) : .trailer(lineIsEmpty: true)
        case (.dataReturn, UInt8(ascii: "\r")): .dataEnd
        case (.dataEnd, UInt8(ascii: "\n")): .size(digits: 0, value: 0)
        case (.trailer(let lineIsEmpty), UInt8(ascii: "\r")): .trailerEnd(lineIsEmpty: lineIsEmpty)
        case (.trailer, UInt8(ascii: "\n")): .broken
        case (.trailer, _): .trailer(lineIsEmpty: false)
        case (.trailerEnd(let lineIsEmpty), UInt8(ascii: "\n")): lineIsEmpty ? .over : .trailer(lineIsEmpty: true)
        default: .broken
        }
    }
}
