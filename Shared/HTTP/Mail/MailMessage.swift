import FoundationEssentials

/// A mail as the octets that SMTP carries (RFC 5322, RFC 2045 to 2047). Nothing that a caller puts into a field can
/// begin another.
struct MailMessage {
    let bytes: [UInt8]

    init(_ mail: Mail) throws(ClientError) {
        guard mail.from.isValid, !mail.to.isEmpty, mail.to.allSatisfy(\.isValid) else {
            throw .invalidRequest("a mail address is not one")
        }
        guard Self.isMessageID(mail.messageID) else { throw .invalidRequest("the Message-ID is not one") }
        let shown = [mail.subject] + ([mail.from] + mail.to).compactMap(\.name)
        guard shown.allSatisfy({ FieldSyntax.isValue(Array($0.utf8)) }) else {
            throw .invalidRequest("the subject or a name has a control character")
        }
        let fields = [
            "Date: \(Self.date(mail.date))",
            "From: \(Self.mailbox(mail.from))",
            "To: \(mail.to.map(Self.mailbox).joined(separator: ",\r\n "))",
            "Message-ID: \(mail.messageID)",
            "Subject: \(Self.encodedWords(mail.subject))",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        bytes = Array((fields.joined(separator: "\r\n") + "\r\n\r\n" + Self.body(mail.text)).utf8)
    }

    private static func isMessageID(_ text: String) -> Bool {
        guard text.hasPrefix("<"), text.hasSuffix(">"), text.utf8.count <= 250 else { return false }
        let parts = text.dropFirst().dropLast().split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy(Mailbox.isDotAtom)
    }

    private static func mailbox(_ mailbox: Mailbox) -> String {
        guard let name = mailbox.name, !name.isEmpty else { return mailbox.address }
        return "\(encodedWords(name))\r\n <\(mailbox.address)>"
    }

    /// Always encoded words of at most 75 characters (RFC 2047, section 2), cut between characters.
    static func encodedWords(_ text: String) -> String {
        // "=?utf-8?B?" and "?=" leave 63 characters: 45 bytes in base64 are 60.
        var words: [[UInt8]] = [[]]
        for character in text {
            let bytes = Array(String(character).utf8)
            if let last = words.last, !last.isEmpty, last.count + bytes.count > 45 { words.append([]) }
            // A single character longer than a word (many combining marks) is cut between its code points.
            for scalar in String(character).unicodeScalars {
                let part = Array(String(scalar).utf8)
                if words[words.count - 1].count + part.count > 45 { words.append([]) }
                words[words.count - 1] += part
            }
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func body(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
        let encoded = Array(Data(lines.utf8).base64EncodedString().utf8)
        let rows = stride(from: 0, to: encoded.count, by: 76).map { start in
            String(decoding: encoded[start..<min(start + 76, encoded.count)], as: UTF8.self)
        }
        return rows.joined(separator: "\r\n") + "\r\n"
    }

    /// `Tue, 24 Nov 2026 04:30:00 +0000`
    static func date(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let day = Int((Double(seconds) / 86400).rounded(.down))
        let (year, month, dayOfMonth) = civil(day)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((day % 7) + 7) % 7]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let rest = seconds - day * 86400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(weekday), \(dayOfMonth) \(months[month - 1]) \(year) \(clock.joined(separator: ":")) +0000"
    }

    /// Year, month and day of a day counted from 1970-01-01, by 400-year eras that begin in March.
    private static func civil(_ day: Int) -> (Int, Int, Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
