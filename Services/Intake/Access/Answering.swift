import Contracts
import HTTP
import Messaging
import Postgres
import RulePacks
import ServiceKit
import WorkingCalendar

/// The errors of other rooms as a caller of intake is told them.
enum Answering {
    /// Wraps a handler: what is nobody's fault but the database's is 503, to be tried again under the same key.
    static func guarded(_ handler: @escaping GuardedRouter.Handler) -> GuardedRouter.Handler {
        { request, parameters, caller in try await telling { try await handler(request, parameters, caller) } }
    }

    static func open(_ handler: @escaping Router.Handler) -> Router.Handler {
        { request, parameters in try await telling { try await handler(request, parameters) } }
    }

    private static func telling(_ answer: () async throws -> Response) async throws -> Response {
        do {
            return try await answer()
        } catch {
            throw problem(of: error) ?? error
        }
    }

    /// - Returns: nil for an error that is not known here.
    static func problem(of error: any Error) -> HTTP.Problem? {
        switch error {
        case let error as PostgresError where error.isConnectionLost: unavailable()
        case is CommitUnknown, is DatabaseClosed: unavailable()
        case let error as EventTooLarge:
            HTTP.Problem(413, detail: "The document has \(error.bytes) bytes as an event, which is too large.")
        default: nil
        }
    }

    private static func unavailable() -> HTTP.Problem {
        var problem = HTTP.Problem(503, "Nothing can be stored at present", detail: "Try again, under the same key.")
        problem.headers["Retry-After"] = "1"
        return problem
    }

    /// Every error of a pack or season at once, each with its line.
    static func problem(_ errors: PackErrors, _ title: String) -> HTTP.Problem {
        HTTP.Problem(
            400, title,
            errors: errors.problems.map { problem in
                .init(
                    problem.path.isEmpty ? problem.file : problem.path,
                    "\(problem.file), line \(problem.mark.line), column \(problem.mark.column): \(problem.reason)")
            })
    }

    static func problem(_ error: CalendarFileError, _ title: String) -> HTTP.Problem {
        HTTP.Problem(
            400, title,
            errors: [.init(error.column ?? "table", "line \(error.line): \(error.reason)")])
    }

    /// The body as UTF-8 text of this content type.
    static func text(of request: Request, as type: String) throws(HTTP.Problem) -> String {
        let given = request.headers["Content-Type"]?.lowercased() ?? ""
        let essence = given.split(separator: ";").first.map { $0.filter { $0 != " " } } ?? ""
        guard essence == type else { throw HTTP.Problem(415, detail: "The content type must be \(type).") }
        guard let text = String(validating: request.body, as: UTF8.self) else {
            throw HTTP.Problem(400, "The body is not UTF-8")
        }
        guard !text.utf8.contains(0) else { throw HTTP.Problem(400, "The body holds a NUL character") }
        return text
    }
}
