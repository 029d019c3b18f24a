import Foundation

/// How many files and sockets the process may have open, and how many of them the HTTP server may take.
///
/// Source: getrlimit(2), RLIMIT_NOFILE. Nothing of a service waits in select(2), which cannot see beyond 1024.
public enum OpenFiles {
    /// What a process has open besides its HTTP connections and the database's pool: logs, the relay's connections,
    /// and a few sockets for each broker and gateway.
    static let reserve = 128
    /// Fewer connections than this serve nobody.
    static let fewestConnections = 64

    /// Raises the soft limit to the hard one.
    ///
    /// - Returns: the soft limit from now on; nil where the system does not tell.
    static func raise() -> Int? {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return nil }
        let raised = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
        var wanted = raised
        if setrlimit(resource, &wanted) == 0 { limit = raised }
        return Int(clamping: limit.rlim_cur)
    }

    /// The connections that fit beside everything else.
    ///
    /// - Parameters:
    ///   - wanted: the HTTP server's bound.
    ///   - limit: files that may be open.
    ///   - pool: connections to the database.
    /// - Throws: `SettingsRefused` where too few are left to serve anybody.
    public static func connections(_ wanted: Int, within limit: Int, pool: Int) throws -> Int {
        let left = limit - reserve - pool
        guard left >= fewestConnections else {
            throw SettingsRefused(faults: [
                "RLIMIT_NOFILE: must allow at least \(reserve + pool + fewestConnections) open files (ulimit -n), allows \(limit)"
            ])
        }
        return min(wanted, left)
    }
}

extension HostSettings {
    /// Fits the HTTP server's bound to the files that the process may have open, and logs a bound that had to be lowered:
    /// otherwise a full server would take the descriptors that the database and the brokers need to be reached again.
    ///
    /// - Throws: `SettingsRefused`.
    mutating func fitOpenFiles(_ log: Log) throws {
        guard let limit = OpenFiles.raise() else { return }
        let wanted = http.maximumConnections
        http.maximumConnections = try OpenFiles.connections(wanted, within: limit, pool: connections)
        guard http.maximumConnections < wanted else { return }
        log.warning(
            "fewer HTTP connections than wanted: the limit of open files is too low",
            [
                "wanted": "\(wanted)", "connections": "\(http.maximumConnections)", "limit": "\(limit)",
                "setting": "RLIMIT_NOFILE",
            ])
    }
}
