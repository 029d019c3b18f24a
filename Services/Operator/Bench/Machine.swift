import Foundation

/// The hardware that a figure was measured on, and what it gave at that time: a shared machine gives the same work half or
/// twice as much from one hour to the next. Absolute rates hold where an fdatasync takes about 100 µs.
struct Machine: Sendable, CustomStringConvertible {
    let processor: String
    let cores: Int
    /// Median time to write 8 kB and make them durable; nil where the folder cannot be written.
    let syncMicroseconds: Double?
    /// Median time to sort 100,000 numbers on one core.
    let sortMilliseconds: Double
    /// Median time to read from memory that no cache of the core's own holds.
    let readNanoseconds: Double

    static func measured(in folder: URL = FileManager.default.temporaryDirectory) -> Machine {
        // Absent on other systems than Linux: then the processor is simply not named.
        let facts = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = facts.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return Machine(
            processor: model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor",
            cores: ProcessInfo.processInfo.activeProcessorCount, syncMicroseconds: syncTime(in: folder),
            sortMilliseconds: sortTime(), readNanoseconds: readTime())
    }

    var description: String {
        let sync = syncMicroseconds.map { "fdatasync of 8 kB \(Int($0.rounded())) µs" } ?? "fdatasync unknown"
        return """
            \(processor), \(cores) cores, \(sync), sort of 100,000 numbers \(BenchReport.number(sortMilliseconds)) ms, \
            read of memory \(Int(readNanoseconds.rounded())) ns
            """
    }

    private static func syncTime(in folder: URL) -> Double? {
        let path = folder.appending(path: "fdatasync-\(UUID().uuidString)").path
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard file >= 0 else { return nil }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 7, count: 8192)
        var times: [Double] = []
        for _ in 0..<64 {
            let start = ContinuousClock.now
            guard write(file, page, page.count) == page.count, fdatasync(file) == 0 else { return nil }
            times.append((ContinuousClock.now - start).nanoseconds / 1000)
        }
        return Figures(times).median
    }
}
