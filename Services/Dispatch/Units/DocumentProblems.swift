import HTTP
import RulePacks

extension HTTP.Problem {
    /// Every error of a document at once, each with its line.
    init(_ errors: PackErrors, title: String) {
        self.init(
            400, title,
            errors: errors.problems.map { problem in
                .init(
                    problem.path.isEmpty ? problem.file : problem.path,
                    "\(problem.file), line \(problem.mark.line), column \(problem.mark.column): \(problem.reason)")
            })
    }
}
