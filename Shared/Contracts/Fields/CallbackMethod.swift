/// How the citizen can be asked afterwards; `none` for anonymous people and those who left nothing (rule X13).
public enum CallbackMethod: String, Codable, CaseIterable, Sendable {
    case phone, text, web, none
}
