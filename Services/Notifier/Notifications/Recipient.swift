import Contracts
import RulePacks

/// Whom a delivery is for: never a person by name, address or number.
enum Recipient: Hashable, Sendable {
    case unit(UnitID)
    /// A role that has a mailbox in the pack.
    case role(Role)
    case citizen
    /// An office that the pack copies a notice to.
    case office(String)
    /// A system outside.
    case subscription(String)

    /// `unit/water-supply`, `operator`, `citizen`, `office/court`, `subscription/city-brain`.
    var text: String {
        switch self {
        case .unit(let id): "unit/\(id)"
        case .role(let role): role.rawValue
        case .citizen: "citizen"
        case .office(let name): "office/\(name)"
        case .subscription(let id): "subscription/\(id)"
        }
    }

    /// - Returns: nil for text that no recipient has.
    init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("unit", 2): self = .unit(UnitID(parts[1]))
        case ("office", 2): self = .office(parts[1])
        case ("subscription", 2): self = .subscription(parts[1])
        case ("citizen", 1): self = .citizen
        case (let role?, 1):
            guard let role = Role(rawValue: role) else { return nil }
            self = .role(role)
        default: return nil
        }
    }

    /// Whom a rule means for one fact; nil where there is nobody.
    init?(_ rule: NotificationRule, for fact: HeardFact, owedBy debtor: Role?, in file: CaseFile) {
        let unit = (fact.unit ?? file.unit).map(Recipient.unit)
        let found: Recipient?
        switch rule.to {
        case .unit: found = unit
        case .lead: found = fact.leadUnit.map(Recipient.unit)
        case .citizen:
            // Whoever got a letter replies itself, whether it leads or assists (rule DM-28).
            let isAssistants = fact.supervision == nil && fact.workOrder.map(file.assisting.contains) ?? false
            found = file.isReachable && fact.isForCitizen && !isAssistants ? .citizen : nil
        case .owing:
            switch debtor {
            case nil, .unit: found = unit
            case .citizen: found = nil
            case let role?: found = .role(role)
            }
        case .operator: found = .role(.operator)
        case .station: found = .role(.station)
        case .supervisor: found = .role(.supervisor)
        case .platform: found = .role(.platform)
        case .discipline: found = fact.isUpheld == false ? nil : .role(.discipline)
        }
        guard let found else { return nil }
        self = found
    }
}
