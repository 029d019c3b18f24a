import Contracts
import YAML

extension Field {
    func day() -> CivilDay? {
        guard let text = text() else { return nil }
        guard let day = CivilDay(text) else {
            problem("must be a day such as 2020-05-14")
            return nil
        }
        return day
    }

    /// `08:00`, as minutes since midnight; 24:00 is allowed.
    func timeOfDay() -> Int? {
        guard let text = text() else { return nil }
        guard let minutes = Self.minutes(text) else {
            problem("must be a time of day such as \"08:00\"")
            return nil
        }
        return minutes
    }

    /// `+08:00`, as seconds east of Greenwich.
    func offset() -> Int? {
        guard let text = text() else { return nil }
        guard let sign = text.first, sign == "+" || sign == "-", let minutes = Self.minutes(String(text.dropFirst())),
            minutes <= 14 * 60
        else {
            problem("must be an offset such as \"+08:00\"")
            return nil
        }
        return (sign == "-" ? -60 : 60) * minutes
    }

    func weekday() -> Int? {
        guard let text = text() else { return nil }
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        guard let index = names.firstIndex(of: text) else {
            problem("\"\(text)\" is not a weekday; \(names.suggestion(for: text))")
            return nil
        }
        return index + 1
    }

    func district() -> DistrictID? {
        guard let text = text() else { return nil }
        let district = DistrictID(text)
        guard district.isWellFormed else {
            problem("must be 2 to 40 lower-case letters, digits and hyphens, beginning with a letter")
            return nil
        }
        return district
    }

    /// `name@domain`, in the characters that mail systems agree on.
    func mailbox() -> String? {
        guard let text = text() else { return nil }
        guard text.utf8.count <= 254, text.wholeMatch(of: /[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/) != nil
        else {
            problem("must be a mail address such as office@example.org")
            return nil
        }
        return text
    }

    /// A code as forms and receivers have, told unsealed: letters only, a small one first, at most 40.
    func code() -> String? {
        guard let text = text() else { return nil }
        guard text.utf8.count <= 40, text.wholeMatch(of: /[a-z][A-Za-z]*/) != nil else {
            problem("must be a code of at most 40 letters, the first a small one")
            return nil
        }
        return text
    }

    /// A short name of letters, digits and hyphens.
    func slug(upperCase: Bool = false) -> String? {
        guard let text = text() else { return nil }
        let isFine = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || $0 == 0x2D || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        guard isFine, text.utf8.count <= 40, !upperCase || text == text.uppercased() else {
            problem("must be at most 40 \(upperCase ? "upper-case letters" : "letters"), digits and hyphens")
            return nil
        }
        return text
    }

    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute),
            hour * 60 + minute <= 24 * 60
        else { return nil }
        return hour * 60 + minute
    }
}
