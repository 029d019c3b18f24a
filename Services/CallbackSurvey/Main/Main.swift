import CallbackSurveyService
import ServiceKit

@main struct Main {
    static func main() async { await ServiceHost.main(CallbackSurveyService.self) }
}
