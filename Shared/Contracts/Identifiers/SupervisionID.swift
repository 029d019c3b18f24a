/// One climb of the supervision ladder: proposal, letter, receipt, answer, report, conclusion. UUID text.
public struct SupervisionID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
