import Foundation

/// What the command line asks for.
struct Options {
    var port: UInt16 = 0
    var partitions = 12
    /// Names given on the command line.
    var topics: [String] = []
    /// Lines `NAME [PARTITIONS]`: read at start, and added to when a topic is created, so that a restart knows them.
    var topicsFile: String?
    var addressFile: String?
    var control: String?

    static let usage = """
        development-broker [--port N] [--topics FILE|NAME,NAME…] [--partitions 12]
                           [--address-file PATH] [--control PATH]

          --port N            listen on 127.0.0.1:N; 0 (default) takes a free port
          --topics FILE       topics to have from the start, one per line: NAME [PARTITIONS];
                              topics created later are added to the file
          --topics NAME,…     the same, by name
          --partitions N      partitions of a topic that does not say (default 12)
          --address-file PATH the address is written here when the broker answers
          --control PATH      a FIFO, made if need be, that takes lines: create NAME [PARTITIONS]
        """

    init(_ arguments: [String]) throws(Misuse) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Misuse(reason: "\(option) needs a value") }
            switch option {
            case "--port": port = try Self.number(value, option, UInt16(0)...UInt16.max)
            case "--partitions": partitions = try Self.number(value, option, 1...1000)
            case "--topics":
                if value.contains("/") || FileManager.default.fileExists(atPath: value) {
                    topicsFile = value
                } else {
                    topics = value.split(separator: ",").map(String.init)
                }
            case "--address-file": addressFile = value
            case "--control": control = value
            default: throw Misuse(reason: "unknown option \(option)")
            }
        }
    }

    private static func number<N: FixedWidthInteger>(
        _ text: String, _ option: String, _ range: ClosedRange<N>
    ) throws(Misuse) -> N {
        guard let number = N(text), range.contains(number) else {
            throw Misuse(reason: "\(option) takes a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

struct Misuse: Error { let reason: String }
