import Contracts
import RulePacks

/// One box of a form, in the order in which the form prints them. What nobody has written yet stays empty.
struct FormField: Encodable, Sendable {
    /// Whose hand or stamp the paper asks for beside it.
    enum Signature: String, Encodable { case leader, handler, stamp }

    let name: String
    let label: Title
    var value: String?
    var at: Instant?
    var signature: Signature?

    init(
        _ name: String, zh: String, en: String, _ value: String? = nil, at: Instant? = nil,
        signedBy signature: Signature? = nil
    ) {
        self.name = name
        label = Title(zh: zh, en: en)
        (self.value, self.at, self.signature) = (value, at, signature)
    }
}
