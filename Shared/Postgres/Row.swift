import CLibPQ

/// One row of a result; it keeps the whole result in memory.
public struct Row: Sendable {
    let result: QueryResult
    let index: Int32

    /// The row's columns as a tuple: `let (id, name) = try row.decode((Int64, String?).self)`.
    ///
    /// - Throws: ``RowError``, which names the column and not its value. Columns behind the tuple's are ignored.
    public func decode<each Column: SQLDecodable>(_: (repeat each Column).Type) throws -> (repeat each Column) {
        var index: Int32 = 0
        return (repeat try next((each Column).self, at: &index))
    }

    /// The first column.
    public func decode<Column: SQLDecodable>(_ type: Column.Type) throws -> Column {
        var index: Int32 = 0
        return try next(type, at: &index)
    }

    private func next<Column: SQLDecodable>(_ type: Column.Type, at column: inout Int32) throws -> Column {
        defer { column += 1 }
        guard column < PQnfields(result.handle) else { throw RowError(column: Int(column), name: nil, cause: nil) }
        do {
            guard PQgetisnull(result.handle, index, column) == 0, let value = PQgetvalue(result.handle, index, column)
            else { return try Column.decodeNull() }
            let length = Int(PQgetlength(result.handle, index, column))
            return try UnsafeRawPointer(value).withMemoryRebound(to: UInt8.self, capacity: length) { start in
                try Column(sqlText: UnsafeBufferPointer(start: start, count: length).span)
            }
        } catch {
            throw RowError(
                column: Int(column), name: PQfname(result.handle, column).map { String(cString: $0) }, cause: error)
        }
    }
}
