/// Settings that a service cannot start with: every fault, each by the name of its variable.
public struct SettingsRefused: Error, CustomStringConvertible {
    public let faults: [String]

    public var description: String { faults.joined(separator: "\n") }
}
