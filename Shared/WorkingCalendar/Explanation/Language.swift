/// The languages in which an explanation can be read.
public enum Language: String, Hashable, Sendable, CaseIterable {
    case chinese = "zh"
    case english = "en"
}
