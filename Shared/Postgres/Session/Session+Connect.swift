import CLibPQ
import Glibc

extension Session {
    /// Opens a session; blocks for at most the settings' time-out.
    static func connect(_ settings: ConnectionSettings, at origin: Origin) throws -> Session {
        let handle = withCStrings(settings.keywords.map { $0.0 }) { keywords in
            withCStrings(settings.keywords.map { $0.1 }) { values in PQconnectStartParams(keywords, values, 0) }
        }
        guard let handle else { throw origin.error("53200", "no memory for a connection") }
        let session = Session(handle)
        // Verbose text is the only way to the SQLSTATE of a refused login.
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        try session.awaitLogin(within: settings.connectTimeout, at: origin)
        try session.configure(settings, at: origin)
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else { throw session.lose(at: origin) }
        return session
    }

    private func awaitLogin(within limit: Duration, at origin: Origin) throws {
        let deadline = ContinuousClock.now + limit
        var wanted = PGRES_POLLING_WRITING
        while wanted != PGRES_POLLING_OK {
            let left = (deadline - .now).milliseconds
            let events = Int32(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT)
            guard left > 0, poll(events, milliseconds: left) != 0 else {
                throw origin.error("08001", "no connection within \(limit)")
            }
            wanted = PQconnectPoll(handle)
            guard wanted != PGRES_POLLING_FAILED else { throw refusal(at: origin) }
        }
    }

    /// Reads `connection to server at … failed: FATAL:  28P01: password authentication failed for user "x"`.
    private func refusal(at origin: Origin) -> PostgresError {
        let text = firstLine(of: String(cString: PQerrorMessage(handle)))
        for part in text.split(separator: ":") {
            let code = part.drop { $0 == " " }
            guard code.utf8.count == 5, code.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }),
                code.utf8.contains(where: { $0 < 58 })
            else { continue }
            let message = text[part.endIndex...].dropFirst().drop { $0 == " " }
            return origin.error(String(code), String(message))
        }
        return origin.error("08001", text)
    }

    private func configure(_ settings: ConnectionSettings, at origin: Origin) throws {
        var values = [
            ("TimeZone", "UTC"), ("DateStyle", "ISO"), ("bytea_output", "hex"), ("IntervalStyle", "iso_8601"),
            // Statements here take milliseconds; compiling one to machine code takes tens of them, each time anew.
            ("jit", "off"),
            // Planning costs more than running for statements of few rows. A plan that is kept was made when its tables
            // were empty, and stays until their statistics are made anew: it must not read them from end to end.
            ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"),
        ]
        if !settings.searchPath.isEmpty {
            values.append(("search_path", settings.searchPath.map(quoted).joined(separator: ",")))
        }
        if let limit = settings.statementTimeout { values.append(("statement_timeout", String(limit.milliseconds))) }
        if let role = settings.role { values.append(("role", role)) }
        let calls = values.indices.map { "set_config($\(2 * $0 + 1),$\(2 * $0 + 2),false)" }.joined(separator: ",")
        let result = withCStrings(values.flatMap { [$0.0, $0.1] }) { parameters in
            PQexecParams(handle, "SELECT \(calls)", Int32(2 * values.count), nil, parameters, nil, nil, 0)
        }
        guard let result = result.map(QueryResult.init) else { throw lose(at: origin) }
        if let error = result.error(at: origin) { throw error }
    }

    private func quoted(_ identifier: String) -> String {
        "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension Duration {
    /// Rounded up, and never beyond what `poll` takes.
    var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}

/// The texts as a NULL-terminated list of C strings, valid during the call.
func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
}
