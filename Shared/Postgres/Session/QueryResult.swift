import CLibPQ

/// A received `PGresult`.
///
/// `@unchecked`: a `PGresult` is not changed after it was received, and libpq lets any thread read it.
final class QueryResult: @unchecked Sendable {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var status: ExecStatusType { PQresultStatus(handle) }

    /// `COMMIT`, `INSERT 0 5`, …
    var commandTag: String { String(cString: PQcmdStatus(handle)) }

    /// Rows inserted, changed, deleted or selected.
    var count: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    var rows: [Row] { (0..<PQntuples(handle)).map { Row(result: self, index: $0) } }

    /// Nothing when the command succeeded.
    func error(at origin: Origin) -> PostgresError? {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return nil
        case PGRES_FATAL_ERROR: break
        default:
            return origin.error("0A000", "not a statement for a pipeline (\(String(cString: PQresStatus(status))))")
        }
        let sqlstate = field(hotline_pq_sqlstate) ?? "08006"
        let message = field(hotline_pq_message) ?? firstLine(of: String(cString: PQresultErrorMessage(handle)))
        var error = origin.error(sqlstate, sqlstate.hasPrefix("22") ? withoutValues(message) : message)
        error.table = field(hotline_pq_table)
        error.column = field(hotline_pq_column)
        error.constraint = field(hotline_pq_constraint)
        error.position = field(hotline_pq_position).flatMap { Int($0) }
        return error
    }

    private func field(_ read: (OpaquePointer) -> UnsafePointer<CChar>?) -> String? {
        read(handle).map { String(cString: $0) }
    }
}

/// Data exceptions quote what could not be read: `invalid input syntax for type integer: "…"`.
func withoutValues(_ message: String) -> String {
    guard let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last else {
        return message
    }
    return message[...first] + "…" + message[last...]
}

func firstLine(of text: String) -> String {
    text.split(separator: "\n", maxSplits: 1).first.map { String($0) } ?? "no message"
}
