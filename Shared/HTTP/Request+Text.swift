extension Request {
    /// The body as UTF-8 text of this content type.
    ///
    /// - Throws: ``Problem`` 415 for another type, 400 for broken UTF-8 or a NUL.
    public func text(as type: String) throws(Problem) -> String {
        let given = headers["Content-Type"]?.lowercased() ?? ""
        let essence = given.split(separator: ";").first.map { $0.filter { $0 != " " } } ?? ""
        guard essence == type else { throw Problem(415, detail: "The content type must be \(type).") }
        try JSONCheck.checkUTF8(body)
        guard !body.contains(0) else {
            throw .body("must not hold a NUL", "The body holds a NUL character")
        }
        return String(decoding: body, as: UTF8.self)
    }
}
