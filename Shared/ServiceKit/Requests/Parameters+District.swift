import Contracts
import HTTP

extension Parameters {
    /// The `:district` of the path.
    ///
    /// - Throws: `Problem` 404 for what cannot be a district's id.
    public func district() throws -> DistrictID {
        let district = DistrictID(try require("district"))
        guard district.isWellFormed else { throw Problem.unknown(district) }
        return district
    }
}

extension Problem {
    /// A district for which no rule pack has been adopted.
    public static func unknown(_ district: DistrictID) -> Problem {
        Problem(
            404, "The district is not known", detail: "No rule pack has been adopted for it.",
            errors: [.init("district", "is not known")])
    }
}

extension Request {
    /// W3C Trace Context, passed on unread when it has the form.
    public var traceparent: String? {
        guard let text = headers["traceparent"], text.utf8.count == 55,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D })
        else { return nil }
        return text
    }
}
