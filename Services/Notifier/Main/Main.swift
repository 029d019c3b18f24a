import NotifierService
import ServiceKit

@main struct Main {
    static func main() async { await ServiceHost.main(NotifierService.self) }
}
