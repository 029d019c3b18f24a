import CLibPQ

extension Session {
    /// Several statements in one text, by the simple protocol: for migrations, inside a transaction that they must
    /// not end.
    func script(_ text: String, at origin: Origin) throws {
        try synchronise(at: origin)
        guard !text.utf8.contains(0) else { throw origin.error("22021", "the statement holds a NUL byte") }
        guard PQexitPipelineMode(handle) == 1, let result = PQexec(handle, text).map(QueryResult.init) else {
            throw lose(at: origin)
        }
        let error = result.error(at: origin)
        guard PQenterPipelineMode(handle) == 1 else { throw lose(at: origin) }
        if let error { throw error }
        guard PQtransactionStatus(handle) == PQTRANS_INTRANS else {
            isSpoiled = true
            throw origin.error("25P01", "the body of a transaction must not end it")
        }
    }

    /// What PostgreSQL stores instead of a password.
    func scramVerifier(of password: String, for role: String, at origin: Origin) throws -> String {
        guard let verifier = PQencryptPasswordConn(handle, password, role, "scram-sha-256") else {
            throw lose(at: origin)
        }
        defer { PQfreemem(verifier) }
        return String(cString: verifier)
    }
}

extension Transaction {
    /// Statements without parameters, separated by semicolons.
    func script(_ text: String, fileID: String = #fileID, line: Int = #line) throws {
        try session.script(text, at: Origin(fileID: fileID, line: line))
    }
}

extension Connection {
    func scramVerifier(of password: String, for role: String) throws -> String {
        let origin = Origin(fileID: #fileID, line: #line)
        return try open(at: origin).scramVerifier(of: password, for: role, at: origin)
    }
}
