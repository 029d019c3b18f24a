import Contracts
import YAML

/// The units of a district as written in its file of units.
public struct UnitRegister: Sendable {
    public let units: [UnitEntry]
    private let byName: [String: UnitID]

    public init(source: String, file: String) throws(PackErrors) {
        let root: Node
        do { root = try Node.parse(source, file: file) } catch { throw PackErrors(error) }
        let report = Report(file: file)
        let places: [(unit: UnitEntry, field: Field)] =
            Field(root, report: report).keys { keys in
                keys.required("units")?.list { field in UnitEntry.read(field).map { ($0, field) } }
            } ?? []
        var ids: Set<UnitID> = []
        var byName: [String: UnitID] = [:]
        for (unit, field) in places {
            if !ids.insert(unit.id).inserted { field.problem("the id \"\(unit.id)\" comes twice") }
            for name in [unit.name] + unit.aliases {
                if let other = byName[name] { field.problem("the name \"\(name)\" is also that of \(other)") }
                byName[name] = unit.id
            }
        }
        guard report.problems.isEmpty else { throw PackErrors(report.problems) }
        units = places.map(\.unit)
        self.byName = byName
    }

    /// For units that were checked when their file was read; of two with one name the first has it.
    public init(_ units: [UnitEntry]) {
        self.units = units
        byName = Dictionary(units.flatMap { unit in ([unit.name] + unit.aliases).map { ($0, unit.id) } }) { first, _ in
            first
        }
    }

    /// By name, by any alias, or by id.
    public func id(of name: String) -> UnitID? {
        byName[name] ?? units.first { $0.id.rawValue == name }?.id
    }

    public subscript(id: UnitID) -> UnitEntry? { units.first { $0.id == id } }

    var names: [String] { Array(byName.keys) }
}

extension UnitEntry {
    static func read(_ field: Field) -> UnitEntry? {
        field.keys { keys in
            let id = keys.required("id")?.slug()
            let name = keys.required("name")?.text()
            let aliases = keys.optional("aliases")?.list { $0.text() } ?? []
            let kind = keys.required("kind")?.choice(Kind.self)
            let mailbox = keys.required("mailbox")?.text()
            let from = keys.optional("validFrom")?.day()
            let to = keys.optional("validTo")?.day()
            guard let id, let name, let kind, let mailbox else { return nil }
            return UnitEntry(
                id: UnitID(id), name: name, aliases: aliases, kind: kind, mailbox: mailbox, validFrom: from,
                validTo: to)
        }
    }
}
