/// What PostgreSQL or libpq refused. It names the place in the program and never holds a value.
public struct PostgresError: Error, Sendable {
    /// Five characters, of PostgreSQL's appendix A; `08001` when no connection came about, `08006` when it broke.
    public let sqlstate: String
    /// The primary message only, and without the values that class 22 quotes.
    public let message: String
    public internal(set) var table: String?
    public internal(set) var column: String?
    public internal(set) var constraint: String?
    /// Where in the statement, in characters from 1, if PostgreSQL knows.
    public internal(set) var position: Int?
    /// The statement's `#fileID` and `#line`.
    public let fileID: String
    public let line: Int
    /// The connection was found dead before anything was sent, so another one may be tried.
    var isBeforeStart = false

    /// The connection has ended, or could not be made: class 08, and the server going or not yet ready.
    public var isConnectionLost: Bool {
        sqlstate.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05"].contains(sqlstate)
    }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        let place = [("table", table), ("column", column), ("constraint", constraint)]
            .compactMap { name, value in value.map { " (\(name) \($0))" } }.joined()
        return "SQLSTATE \(sqlstate): \(message)\(place) at \(fileID):\(line)"
    }
}

/// The place in the program that a statement comes from.
struct Origin {
    let fileID: String
    let line: Int

    func error(_ sqlstate: String, _ message: String) -> PostgresError {
        PostgresError(sqlstate: sqlstate, message: message, fileID: fileID, line: line)
    }
}
