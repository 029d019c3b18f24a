import Foundation
import HTTP

extension Settings {
    /// Any text.
    public mutating func text(_ name: String, default standard: String, _ meaning: String) -> String {
        read(name, standard: (standard, standard), form: "text", meaning) { $0 }
    }

    /// Text that has no default: not setting it is a fault.
    public mutating func requiredText(_ name: String, _ meaning: String) -> String {
        let value = raw(name)
        declare(name, nil, meaning, value: value ?? "")
        if value == nil { fault("\(name): must be set (\(meaning))") }
        return value ?? ""
    }

    /// Text that must not be shown. `<name>_FILE` may name a file that holds it, as secret stores mount them.
    ///
    /// - Parameter standard: nil where it must be set.
    public mutating func secret(_ name: String, default standard: String?, _ meaning: String) -> String {
        var value = raw(name)
        if value == nil, let path = raw("\(name)_FILE") {
            value = SecretFile.read(path)
            if value == nil { fault("\(name)_FILE: no text can be read from \"\(path)\"") }
        } else if value == nil, standard == nil {
            fault("\(name): must be set, or \(name)_FILE (\(meaning))")
        }
        declare(name, standard.map { $0.isEmpty ? "" : "(hidden)" }, meaning, value: "", isSecret: true)
        return value ?? standard ?? ""
    }

    /// A whole number.
    public mutating func integer(
        _ name: String, default standard: Int, in range: ClosedRange<Int>, _ meaning: String
    ) -> Int {
        read(name, standard: (standard, "\(standard)"), form: "\(range.lowerBound)–\(range.upperBound)", meaning) {
            guard let number = Int($0), range.contains(number) else { return nil }
            return number
        }
    }

    /// `true` or `false`, also `1`, `0`, `yes`, `no`, `on`, `off`.
    public mutating func flag(_ name: String, default standard: Bool, _ meaning: String) -> Bool {
        read(name, standard: (standard, "\(standard)"), form: "true or false", meaning) {
            switch $0.lowercased() {
            case "true", "1", "yes", "on": true
            case "false", "0", "no", "off": false
            default: nil
            }
        }
    }

    /// A span with its unit: `250ms`, `30s`, `5m`, `2h`, `7d`.
    public mutating func duration(
        _ name: String, default standard: Duration, in range: ClosedRange<Duration>, _ meaning: String
    ) -> Duration {
        let form =
            "\(DurationText.text(of: range.lowerBound))–\(DurationText.text(of: range.upperBound)) with its unit (ms, s, m, h, d)"
        return read(name, standard: (standard, DurationText.text(of: standard)), form: form, meaning) {
            guard let span = DurationText.duration($0), range.contains(span) else { return nil }
            return span
        }
    }

    /// A number of bytes: `4096`, `64KiB`, `10MiB`, `1GiB`.
    public mutating func bytes(
        _ name: String, default standard: Int, in range: ClosedRange<Int>, _ meaning: String
    ) -> Int {
        let form =
            "\(ByteText.text(of: range.lowerBound))–\(ByteText.text(of: range.upperBound)) (bytes, KiB, MiB, GiB)"
        return read(name, standard: (standard, ByteText.text(of: standard)), form: form, meaning) {
            guard let count = ByteText.count($0), range.contains(count) else { return nil }
            return count
        }
    }

    /// One of a closed set of words.
    public mutating func choice<Word>(_ name: String, default standard: Word, _ meaning: String) -> Word
    where Word: RawRepresentable<String> & CaseIterable & Sendable {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        return read(name, standard: (standard, standard.rawValue), form: "one of \(words)", meaning) {
            Word(rawValue: $0)
        }
    }

    /// Words between commas, without the blanks around them; empty ones are dropped.
    public mutating func list(_ name: String, default standard: [String], _ meaning: String) -> [String] {
        read(name, standard: (standard, standard.joined(separator: ",")), form: "words between commas", meaning) {
            $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    /// A mail address without a name before it, of at most 200 characters: a Message-ID has 250, for its own part and the
    /// sender's domain.
    public mutating func mailbox(_ name: String, default standard: Mailbox, _ meaning: String) -> Mailbox {
        read(name, standard: (standard, standard.address), form: "local@domain", meaning) {
            let mailbox = Mailbox($0)
            return mailbox.isValid && $0.utf8.count <= 200 ? mailbox : nil
        }
    }

    /// Blocks of IP addresses between commas: `10.0.0.0/8, 192.0.2.1`; none where it is not set.
    public mutating func networks(_ name: String, _ meaning: String) -> [Network] {
        read(name, standard: ([], ""), form: "addresses or blocks of them (10.0.0.0/8) between commas", meaning) {
            var networks: [Network] = []
            for word in $0.split(separator: ",", omittingEmptySubsequences: false) {
                guard let network = Network(word.trimmingCharacters(in: .whitespaces)) else { return nil }
                networks.append(network)
            }
            return networks
        }
    }

    /// A name that may begin a topic, a consumer group and a database schema: lower-case letters, digits and
    /// underscores, beginning with a letter, at most 30.
    public mutating func namespace(_ name: String = "HOTLINE_NAMESPACE", default standard: String = "hotline") -> String
    {
        read(
            name, standard: (standard, standard),
            form: "1–30 lower-case letters, digits and underscores, a letter first",
            "begins the names of topics, consumer groups and schemas; two stacks with different ones do not meet"
        ) { $0.wholeMatch(of: /[a-z][a-z0-9_]{0,29}/) == nil ? nil : $0 }
    }
}
