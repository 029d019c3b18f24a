import Foundation
import RulePacks

extension RuleCommands {
    static let mutants = Command(
        "mutants", "A rule pack with one datum altered at a time, for tests that should notice",
        options: [CommandOption("into", "FOLDER", "writes each as NUMBER.yaml")], arguments: ["file"]
    ) { arguments, terminal in
        let path = arguments.argument("file")
        let all = try PackMutant.all(of: try TextFile.read(path), file: path)
        for (number, mutant) in all.enumerated() {
            terminal.say("\(number)\t\(mutant.audience.rawValue)\t\(mutant.rule?.rawValue ?? "-")\t\(mutant.change)")
            if let folder = arguments.value("into") {
                try Data(mutant.source.utf8).write(to: URL(filePath: folder).appending(path: "\(number).yaml"))
            }
        }
        return 0
    }
}
