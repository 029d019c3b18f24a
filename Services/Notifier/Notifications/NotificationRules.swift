import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks

/// The notification rules of one transaction's district, looked up by pack version.
struct NotificationRules {
    let register: DistrictRegister
    let district: DistrictID
    /// Types that some pack of the district wants to be told of; nil before any pack has come.
    private let wanted: Set<String>?
    /// Of the packs that have come.
    let versions: [String]
    private var byVersion: [String: [String: [NotificationRule]]] = [:]
    private var packs: [String: RulePack] = [:]

    init(_ register: DistrictRegister, of district: DistrictID, in transaction: borrowing Transaction) throws {
        self.register = register
        self.district = district
        let packs = try register.all(of: district, in: transaction)
        versions = packs.map(\.pack.version)
        wanted = packs.isEmpty ? nil : Set(packs.flatMap { $0.pack.toldOf })
    }

    /// Whether the district has a pack.
    var areKnown: Bool { wanted != nil }

    /// Whether a fact of this type can bring a notification at all: by far the most cannot, and are not even decoded.
    ///
    /// - Throws: `NotYet` while the district has no pack.
    func concern(_ type: String) throws -> Bool {
        guard let wanted else { throw NotYet(DistrictRegister.reference(district)) }
        return wanted.contains(type)
    }

    /// - Throws: `NotYet` when the case's pack has not come yet.
    mutating func rules(
        about type: String, by version: String, in transaction: borrowing Transaction
    ) throws -> [NotificationRule] {
        if byVersion[version] == nil {
            let pack = try register.rules(of: district, version: version, in: transaction).pack
            packs[version] = pack
            byVersion[version] = Dictionary(grouping: pack.notifications) { "hotline.\($0.on)" }
        }
        return byVersion[version]?[type] ?? []
    }

    /// Who gets a copy of a notice; `rules` has looked the pack up.
    func copies(of type: String, by version: String) -> [NewDelivery.Destination] {
        let rules = packs[version]?.copies.filter { "hotline.\($0.on.rawValue)" == type } ?? []
        return rules.flatMap { rule in
            rule.to.map { recipient in
                switch rule.by {
                case .email: .init(recipient: .office(recipient.name), way: .mail)
                case .webhook: .init(recipient: .subscription(recipient.name), way: .webhook)
                }
            }
        }
    }

    /// Who owes what a fact is about: as the fact says, else as its clock does in the pack, which `rules` has looked up.
    func debtor(of fact: HeardFact, by version: String) -> Role? {
        if let owes = fact.owes { return Role(rawValue: owes) }
        return fact.clock.flatMap { packs[version]?.clock(ClockName($0))?.owes }
    }
}

extension RulePack {
    /// Types of facts that somebody is told of.
    fileprivate var toldOf: [String] {
        notifications.map { "hotline.\($0.on)" } + copies.map { "hotline.\($0.on.rawValue)" }
    }
}
