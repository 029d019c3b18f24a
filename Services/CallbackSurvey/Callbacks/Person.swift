import Contracts
import RulePacks

/// Who is behind a case, as far as a callback needs to know.
struct Person: Sendable {
    let isAnonymous: Bool
    let method: CallbackMethod

    /// - Parameter method: as it is stored.
    init(isAnonymous: Bool, method: String) throws {
        guard let method = CallbackMethod(rawValue: method) else {
            throw Callback.Unreadable(column: "callback_method")
        }
        self.isAnonymous = isAnonymous
        self.method = method
    }

    /// By a text message, or where he looks his case up.
    var isAskedInWriting: Bool { method == .text || method == .web }

    /// The code of the reason why nobody can be asked (rule X13); nil for whoever can.
    func waiver(under policy: CallbackPolicy) -> String? {
        if isAnonymous, policy.isWaivedForAnonymous { return Anonymity.waiver }
        return method == .none ? "noContact" : nil
    }
}
