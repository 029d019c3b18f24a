import DeadlineWatcherService
import RulePacks
import YAML

/// A rule pack with the document that it was read from.
struct PackText: Sendable {
    let pack: RulePack
    private let document: Node

    /// - Throws: `PackErrors`.
    init(source: String, file: String) throws {
        pack = try RulePack(source: source, file: file)
        document = try Node.parse(source, file: file)
    }

    /// Of a file; nil after its problems were printed.
    ///
    /// - Throws: `CommandFailure` (exit code 2) for a file that is not there.
    static func read(_ path: String, _ terminal: Terminal) throws -> PackText? {
        let source = try TextFile.read(path)
        do {
            return try PackText(source: source, file: path)
        } catch let error as PackErrors {
            for problem in error.problems { terminal.say(problem.description) }
            terminal.complain("\(path): \(error.problems.count) problems")
            return nil
        }
    }

    /// What `new` says otherwise.
    func changes(to new: PackText) -> [PackChange] {
        document.differences(to: new.document).map { PackChange(path: $0.path, text: $0.description) }
    }
}
