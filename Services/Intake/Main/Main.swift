import IntakeService
import ServiceKit

@main struct Main {
    static func main() async { await ServiceHost.main(IntakeService.self) }
}
