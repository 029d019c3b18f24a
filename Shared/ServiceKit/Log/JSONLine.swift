/// One JSON object on one line, written member by member.
struct JSONLine {
    /// Members, each with a comma before it.
    private(set) var bytes: [UInt8] = []

    /// Longer values are cut: a log line is no place for a body.
    private static let limit = 4096
    private static let reserved: Set<String> = ["time", "level", "service", "namespace", "message"]

    init(bytes: [UInt8] = []) {
        self.bytes = bytes
        self.bytes.reserveCapacity(256)
    }

    var finished: [UInt8] {
        var line: [UInt8] = [UInt8(ascii: "{")]
        line.reserveCapacity(bytes.count + 3)
        line.append(contentsOf: bytes.dropFirst())
        line.append(UInt8(ascii: "}"))
        line.append(UInt8(ascii: "\n"))
        return line
    }

    mutating func append(_ members: [UInt8]) { bytes.append(contentsOf: members) }

    mutating func member(_ key: String, _ value: String) {
        bytes.append(UInt8(ascii: ","))
        string(key)
        bytes.append(UInt8(ascii: ":"))
        string(value)
    }

    /// A key of the line's own may not be given twice.
    mutating func metadata(_ key: String, _ value: String) {
        member(Self.reserved.contains(key) ? key + "_" : key, value)
    }

    /// Everything that could end the line, hide text on a terminal or turn its direction is written as `\u….`.
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        for scalar in text.unicodeScalars {
            guard bytes.count - start < Self.limit else {
                bytes.append(contentsOf: "…".utf8)
                break
            }
            switch scalar.value {
            case 0x22, 0x5C:
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0x20...0x7E:
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
                escape(scalar.value)
            default:
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ value: UInt32) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] { bytes.append(digits[Int(value >> shift & 15)]) }
    }
}
