/// A name in both languages of the interface.
public struct Title: Hashable, Codable, Sendable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
