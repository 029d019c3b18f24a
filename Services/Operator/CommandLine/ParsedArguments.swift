/// What was given to one command.
public struct ParsedArguments: Sendable {
    private var values: [String: [String]] = [:]
    private var positional: [String: String] = [:]

    /// - Throws: `UsageError` for an option that the command does not have, a missing or an additional word.
    init(_ words: [String], of command: Command) throws {
        var plain: [String] = []
        var at = 0
        var onlyPlain = false
        while at < words.count {
            let word = words[at]
            at += 1
            if word == "--", !onlyPlain {
                onlyPlain = true
            } else if word.hasPrefix("--"), !onlyPlain {
                let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let option = command.options.first(where: { $0.name == parts[0] }) else {
                    throw UsageError("there is no option --\(parts[0])")
                }
                if option.value == nil {
                    guard parts.count == 1 else { throw UsageError("--\(option.name) takes no value") }
                    values[option.name, default: []].append("")
                } else if parts.count == 2 {
                    values[option.name, default: []].append(String(parts[1]))
                } else {
                    guard at < words.count else { throw UsageError("--\(option.name) needs a value") }
                    values[option.name, default: []].append(words[at])
                    at += 1
                }
            } else {
                plain.append(word)
            }
        }
        guard plain.count <= command.arguments.count else {
            throw UsageError("unexpected \(plain[command.arguments.count])")
        }
        if plain.count < command.arguments.count, !command.arguments[plain.count].hasSuffix("?") {
            throw UsageError("\(command.arguments[plain.count].uppercased()) is missing")
        }
        let names = command.arguments.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
        positional = Dictionary(uniqueKeysWithValues: zip(names, plain))
    }

    /// A required argument without dashes.
    public func argument(_ name: String) -> String { positional[name] ?? "" }

    /// An argument without dashes that need not be there.
    public func optionalArgument(_ name: String) -> String? { positional[name] }

    public func isSet(_ option: String) -> Bool { values[option] != nil }

    /// The value of an option; the last one when it is given more than once.
    public func value(_ option: String) -> String? { values[option]?.last }

    public func all(_ option: String) -> [String] { values[option] ?? [] }

    /// - Throws: `UsageError` when it is not there.
    public func required(_ option: String) throws -> String {
        guard let value = value(option) else { throw UsageError("--\(option) is missing") }
        return value
    }

    /// - Throws: `UsageError` when it is there and no whole number.
    public func integer(_ option: String) throws -> Int? {
        guard let text = value(option) else { return nil }
        guard let number = Int(text) else { throw UsageError("--\(option) must be a whole number") }
        return number
    }

    /// One of the raw values of an enumeration.
    ///
    /// - Throws: `UsageError` with the choices.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ option: String, or absent: Choice
    ) throws -> Choice where Choice.RawValue == String {
        guard let text = value(option) else { return absent }
        guard let choice = Choice(rawValue: text) else {
            throw UsageError("--\(option) must be one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}
