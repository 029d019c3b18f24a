import Foundation

do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.contains("--help") {
        print(Options.usage)
        exit(0)
    }
    try Broker(Options(arguments)).run()
} catch let misuse as Misuse {
    note("development-broker: \(misuse.reason)")
    exit(2)
} catch {
    note("development-broker: \(error)")
    exit(1)
}
