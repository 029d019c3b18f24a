import Contracts
import YAML

/// A district's written rules as data.
public struct RulePack: Sendable {
    public var identity: PackIdentity
    public var hours: PackHours
    /// Who fills each role in the district, in its own words.
    public var roles: [Role: Title]
    /// Where a role's mail goes; a unit's and a citizen's are not the pack's to know.
    public var mailboxes: [Role: String]
    public var programme: Programme
    public var clocks: [Clock]
    public var ladders: [Ladder]
    public var situations: [Situation]
    public var extensions: ExtensionPolicy
    public var rework: ReworkPolicy
    public var callback: CallbackPolicy
    public var transfer: TransferPolicy
    public var dispatch: DispatchPolicy
    public var notifications: [NotificationRule]
    public var copies: [CopyRule]
    /// What the pack itself says; see `policy(_:)` for what holds.
    public var policies: [PolicyKey: PolicyValue]
}

extension RulePack {
    /// Reads a pack as written. All its errors are found at once, each with file, line, column, path and reason.
    public init(source: String, file: String) throws(PackErrors) {
        try self.init(bytes: Array(source.utf8), file: file)
    }

    public init(bytes: [UInt8], file: String) throws(PackErrors) {
        let root: Node
        do { root = try Node.parse(bytes, file: file) } catch { throw PackErrors(error) }
        let report = Report(file: file)
        guard let pack = Self.read(Field(root, report: report)), report.problems.isEmpty else {
            throw PackErrors(report.problems)
        }
        self = pack
    }

    public var version: String { identity.version }

    /// What holds in this district: what the pack says, else the default.
    public func policy(_ key: PolicyKey) -> PolicyValue { policies[key] ?? key.defaultValue }

    /// The office of this name that gets copies by mail.
    public func copyRecipient(_ name: String) -> CopyRule.Recipient? {
        copies.lazy.filter { $0.by == .email }.flatMap(\.to).first { $0.name == name }
    }

    public func clock(_ name: ClockName) -> Clock? { clocks.first { $0.name == name } }
}
