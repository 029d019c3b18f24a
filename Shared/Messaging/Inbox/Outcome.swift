import Postgres

/// What becomes of a message whose handling failed.
enum Outcome: Equatable {
    /// It can never succeed: put aside for an operator.
    case park(reason: String)
    /// What it refers to has not come yet.
    case wait(reference: String)
    /// A passing fault, or one that nobody knows: the partition waits and tries again, loudly.
    case retry

    /// PostgreSQL's appendix A, what is wrong with a value whatever is tried: characters that it cannot keep
    /// (`character_not_in_repertoire`, `untranslatable_character`; a NUL, as a rule).
    private static let unstorable: Set = ["22021", "22P05"]
    /// An id that is no UUID, a number or a time out of its type's range, a text too long for an index.
    private static let misshapen: Set = ["22P02", "22003", "22007", "22008", "54000"]

    init(of error: any Error) {
        switch error {
        case let error as NotYet: self = .wait(reference: error.reference)
        case let error as Undecodable: self = .park(reason: error.reason)
        case let error as RuleBroken: self = .park(reason: error.reason)
        case let error as PostgresError where Self.unstorable.contains(error.sqlstate):
            self = .park(reason: "holds a character that the database cannot store")
        case let error as PostgresError where Self.misshapen.contains(error.sqlstate):
            self = .park(reason: "holds a value that the database cannot store (\(error.sqlstate))")
        default: self = .retry
        }
    }
}

extension Outcome {
    /// PostgreSQL's appendix A: the login refused, no such database, read-only, disk full, no connection left.
    private static let outages = ["28", "3D000", "25006", "53100", "53300"]

    /// Whether the database as a whole cannot be used: then no other message would fare better, and the whole batch waits.
    static func isOutage(_ error: any Error) -> Bool {
        switch error {
        case let error as PostgresError:
            error.isConnectionLost || outages.contains { error.sqlstate.hasPrefix($0) }
        case is CommitUnknown, is DatabaseClosed, is CancellationError: true
        default: false
        }
    }
}

/// Thrown by a handler for a message that contradicts what the service knows: hopeless, so it is parked.
public struct RuleBroken: Error, CustomStringConvertible {
    public let reason: String

    /// - Parameter reason: ids and codes only, no personal data.
    public init(_ reason: String) { self.reason = reason }

    public var description: String { reason }
}

/// Thrown by a handler for a message whose subject another topic has yet to bring.
public struct NotYet: Error, CustomStringConvertible {
    /// What it waits for, such as `case/<id>`; the handler that brings it calls `Arrivals.announce`.
    public let reference: String

    public init(_ reference: String) { self.reference = reference }

    /// A reference to what is the same for every district: whoever brings it releases what waits in any.
    public static func national(_ name: String) -> String { nation + name }

    static func isNational(_ reference: String) -> Bool { reference.hasPrefix(nation) }

    private static let nation = "national/"

    public var description: String { "waits for \(reference)" }
}
