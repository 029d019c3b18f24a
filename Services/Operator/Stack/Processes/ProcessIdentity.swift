import Foundation

/// One process for certain: an id is used again after its process has ended, its id and its start are not.
struct ProcessIdentity: Hashable, Sendable {
    let id: pid_t
    /// In clock ticks since the machine was started.
    let start: UInt64

    /// nil when there is no such process, or only what is left of it until its parent looks.
    init?(running id: pid_t) {
        guard let fields = Self.fields(of: id), !["Z", "X"].contains(fields[0]), let start = UInt64(fields[19]) else {
            return nil
        }
        self.id = id
        self.start = start
    }

    /// Reads what `text` wrote.
    init?(_ text: String) {
        let parts = text.split { $0 == " " || $0 == "\n" }
        guard parts.count == 2, let id = pid_t(parts[0]), let start = UInt64(parts[1]) else { return nil }
        self.id = id
        self.start = start
    }

    var text: String { "\(id) \(start)\n" }

    var isRunning: Bool { ProcessIdentity(running: id) == self }

    /// Whether it runs this programme, also when that was built anew meanwhile.
    func runs(_ programme: URL) -> Bool {
        let expected = programme.resolvingSymlinksInPath().path
        return executable == expected || executable == expected + Self.replaced
    }

    /// Whether its programme was built anew since it started.
    var isOfOlderBuild: Bool { executable?.hasSuffix(Self.replaced) == true }

    /// What Linux adds to the path of a file that is not there any more.
    private static let replaced = " (deleted)"

    private var executable: String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/\(id)/exe", &path, path.count - 1)
        return count > 0 ? String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// Resident memory in bytes, and the seconds since its start.
    var figures: (memory: Int, uptime: Double)? {
        guard let fields = Self.fields(of: id), fields.count > 21, let pages = Int(fields[21]),
            let uptime = Self.text("/proc/uptime")?.split(separator: " ").first.flatMap({ Double($0) })
        else { return nil }
        return (pages * sysconf(Int32(_SC_PAGESIZE)), uptime - Double(start) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// `/proc/<id>/stat` from the state on; the name before it may hold anything.
    private static func fields(of id: pid_t) -> [Substring]? {
        guard id > 0, let text = text("/proc/\(id)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? fields : nil
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
