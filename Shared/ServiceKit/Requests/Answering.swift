import HTTP
import Messaging
import Postgres

/// The errors of rooms below as a caller of a service is told them.
public enum Answering {
    /// What is nobody's fault but the database's is 503, to be tried again under the same key.
    static func telling(_ answer: () async throws -> Response) async throws -> Response {
        do {
            return try await answer()
        } catch {
            throw problem(of: error) ?? error
        }
    }

    /// - Returns: nil for an error that is not known here.
    public static func problem(of error: any Error) -> Problem? {
        switch error {
        case let error as PostgresError where isTransient(error): unavailable()
        case is CommitUnknown, is DatabaseClosed: unavailable()
        case let error as EventTooLarge:
            .body(
                "is too large", status: 413,
                detail: "The document has \(error.bytes) bytes as an event, which is too large.")
        default: nil
        }
    }

    /// What PostgreSQL gives as reasons of its own or of the moment (its appendix A), whoever asks and for what: the connection
    /// (08), a rollback for another's sake (40), what it is short of (53), somebody's hand or a time limit (57), the machine
    /// under it (58); and 25006, a server that others have taken over from. Nothing was stored.
    private static func isTransient(_ error: PostgresError) -> Bool {
        error.isConnectionLost || error.sqlstate == "25006"
            || ["40", "53", "57", "58"].contains { error.sqlstate.hasPrefix($0) }
    }

    private static func unavailable() -> Problem {
        var problem = Problem(503, "Nothing can be stored at present", detail: "Try again, under the same key.")
        problem.headers["Retry-After"] = "1"
        return problem
    }
}
