import Foundation
import OperatorService

@main struct Main {
    static func main() async {
        exit(await Hotline.command.run(Array(CommandLine.arguments.dropFirst())))
    }
}
