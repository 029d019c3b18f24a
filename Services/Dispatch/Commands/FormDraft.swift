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

extension FieldCheck {
    /// A name of the rule pack's or a list's: a small letter, then letters, digits and hyphens, at most 64.
    mutating func code(_ field: String, _ value: String?) -> String {
        guard let value = value?.nilIfBlank else {
            fault(field, "is missing")
            return ""
        }
        let bytes = value.utf8
        let isCode =
            bytes.count <= 64 && bytes.first.map { (0x61...0x7A).contains($0) } ?? false
            && bytes.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == 0x2D
            }
        if !isCode { fault(field, "must be a code of letters, digits and hyphens, beginning with a small letter") }
        return value
    }
}
