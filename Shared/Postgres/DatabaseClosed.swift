/// The pool was closed: the process is shutting down.
public struct DatabaseClosed: Error, CustomStringConvertible {
    public init() {}

    public var description: String { "the database pool is closed" }
}
