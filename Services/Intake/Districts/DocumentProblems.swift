import HTTP
import RulePacks
import WorkingCalendar

extension HTTP.Problem {
    /// Every error of a pack or season at once, each with its line.
    init(_ errors: PackErrors, title: String) {
        self.init(
            400, title,
            errors: errors.problems.map { problem in
                .init(
                    problem.path.isEmpty ? problem.file : problem.path,
                    "\(problem.file), line \(problem.mark.line), column \(problem.mark.column): \(problem.reason)")
            })
    }

    init(_ error: CalendarFileError, title: String) {
        self.init(400, title, errors: [.init(error.column ?? "table", "line \(error.line): \(error.reason)")])
    }
}
