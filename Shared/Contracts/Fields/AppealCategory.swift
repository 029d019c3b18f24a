/// What kind of matter a citizen raises: 咨询, 建议, 投诉, 举报, 求助.
public enum AppealCategory: String, Codable, CaseIterable, Sendable {
    case consultation, suggestion, complaint, report
    case helpRequest
}
