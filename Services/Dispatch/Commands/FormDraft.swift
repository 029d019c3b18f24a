import HTTP
import ServiceKit

/// Which form reached whom.
struct FormDraft: Decodable, Sendable {
    var form: String?
    var receiver: String?
    /// What the form says was done.
    var reply: String?

    func checked() throws(Problem) -> (filing: Filing, reply: String?) {
        var check = FieldCheck()
        let filing = Filing(form: check.code("form", form), receiver: check.code("receiver", receiver))
        let reply = check.text("reply", reply, atMost: Handling.longestAnswer)
        try check.finish()
        return (filing, reply)
    }
}
