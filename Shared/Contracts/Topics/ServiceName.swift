/// The five services, by the names that `source`, consumer groups and the AsyncAPI document use.
public enum ServiceName: String, CaseIterable, Codable, Sendable {
    case intake, dispatch
    case deadlineWatcher = "deadline-watcher"
    case callbackSurvey = "callback-survey"
    case notifier
}
