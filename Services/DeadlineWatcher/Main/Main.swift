import DeadlineWatcherService
import ServiceKit

@main struct Main {
    static func main() async { await ServiceHost.main(DeadlineWatcherService.self) }
}
