import Foundation

extension Metrics {
    /// What every process tells about itself, by the names that Prometheus' own clients use.
    public func addProcess() {
        gauge("process_resident_memory_bytes", "Resident memory size in bytes.") { ProcessFigures.residentBytes }
        gauge("process_open_fds", "Number of open file descriptors.") { ProcessFigures.openFiles }
        counter("process_cpu_seconds_total", "User and system CPU time spent in seconds.") { ProcessFigures.cpuSeconds }
        let start = Date().timeIntervalSince1970
        gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.") { start }
    }
}

/// What Linux tells of the own process.
enum ProcessFigures {
    static var residentBytes: Double {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return .nan }
        let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return .nan }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    static var openFiles: Double {
        do {
            return Double(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count)
        } catch {
            return .nan  // no /proc here: the figure is not known
        }
    }

    static var cpuSeconds: Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return .nan }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
