import HTTP

/// The header, or the field of a batch's item, by which a client names a request. A UUID of version 7 serves best: a
/// case takes over its time, and cases of one time lie together in every index.
public enum IdempotencyKey {
    public static let header = "Idempotency-Key"

    /// - Returns: nil when none was given.
    public static func check(_ text: String?, field: String = header) throws(Problem) -> String? {
        guard let text else { return nil }
        guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem.invalid(field, "must be 1 to 200 visible ASCII characters")
        }
        return text
    }

    /// What a request is told whose key had named another one.
    public static func wasUsed(_ field: String = header) -> Problem {
        Problem(
            422, "The key was used for another request",
            detail: "\(header) names one request; send another one under a key of its own.",
            errors: [.init(field, "was used for another request")])
    }
}
