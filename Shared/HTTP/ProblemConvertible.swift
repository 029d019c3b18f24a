/// An error of a domain that knows how it is told to a caller; the router answers with its problem.
public protocol ProblemConvertible: Error {
    var problem: Problem { get }
}
