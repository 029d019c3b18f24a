import DispatchService
import ServiceKit

@main struct Main {
    static func main() async { await ServiceHost.main(DispatchService.self) }
}
