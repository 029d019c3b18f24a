/// A service's settings, read from the environment: each getter declares a setting and reads it at once.
///
/// A wrong value never stops the reading: the getter answers with the default, the fault is kept, and `check()`
/// throws all faults together. What was declared is also what `help` lists. An empty value counts as not set.
///
/// ```swift
/// var settings = Settings(product: "intake", environment: ProcessInfo.processInfo.environment)
/// let port = settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port of the HTTP server")
/// try settings.check()
/// ```
public struct Settings: Sendable {
    /// One setting as `help` shows it.
    public struct Declaration: Sendable, Hashable {
        public let name: String
        /// What holds when it is not set; nil where it must be set.
        public let standard: String?
        public let meaning: String
        public let isSecret: Bool
        /// What is in force, as text; secrets as `(hidden)`.
        public let value: String
    }

    public let product: String
    public private(set) var declarations: [Declaration] = []
    public private(set) var faults: [String] = []
    private let environment: [String: String]
    /// Names that are read elsewhere, such as another service's in a shared environment.
    private var tolerated: Set<String> = ["HOTLINE_FAILPOINT", "HOTLINE_FAILPOINT_LOG"]

    public init(product: String, environment: [String: String]) {
        self.product = product
        self.environment = environment
    }

    /// Throws every fault at once.
    public func check() throws(SettingsRefused) {
        guard faults.isEmpty else { throw SettingsRefused(faults: faults) }
    }

    /// Does not warn of these names, which somebody else reads.
    public mutating func tolerate(_ names: [String]) { tolerated.formUnion(names) }

    /// Variables that begin with `HOTLINE_` and that nobody declared, each with the nearest name that somebody did.
    /// To be asked after everything is declared.
    public var warnings: [String] {
        let names = Set(declarations.map(\.name))
        let unknown = environment.keys.filter {
            $0.hasPrefix("HOTLINE_") && !names.contains($0) && !tolerated.contains($0)
                && !($0.hasSuffix("_FILE") && names.contains(String($0.dropLast(5))))
        }
        return unknown.sorted().map { name in
            let nearest = names.map { (SpellingDistance.between(name, $0), $0) }.min { $0 < $1 }
            guard let nearest, nearest.0 <= 4 else { return "\(name) is not a setting of \(product)" }
            return "\(name) is not a setting of \(product); is \(nearest.1) meant?"
        }
    }

    /// The values in force by name, secrets hidden: fit for a log line.
    public var summary: [(name: String, value: String)] { declarations.map { ($0.name, $0.value) } }

    /// Reads one value.
    ///
    /// - Parameters:
    ///   - form: completes "must be …".
    ///   - parse: nil for text that does not have the form.
    mutating func read<Value>(
        _ name: String, standard: (value: Value, text: String), form: String, _ meaning: String,
        parse: (String) -> Value?
    ) -> Value {
        guard let text = environment[name], !text.isEmpty else {
            declare(name, standard.text, meaning, value: standard.text)
            return standard.value
        }
        declare(name, standard.text, meaning, value: text)
        guard let value = parse(text) else {
            faults.append("\(name): must be \(form), is \"\(Self.printable(text))\"")
            return standard.value
        }
        return value
    }

    mutating func declare(_ name: String, _ standard: String?, _ meaning: String, value: String, isSecret: Bool = false)
    {
        declarations.append(
            Declaration(
                name: name, standard: standard, meaning: meaning, isSecret: isSecret,
                value: isSecret ? "(hidden)" : Self.printable(value)))
    }

    mutating func fault(_ text: String) { faults.append(text) }

    func raw(_ name: String) -> String? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        return text
    }

    /// A value comes from outside: nothing of it may break a line.
    private static func printable(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(200).map { scalar -> Character in
            scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                ? "?" : Character(scalar)
        }
        return String(shown)
    }
}
