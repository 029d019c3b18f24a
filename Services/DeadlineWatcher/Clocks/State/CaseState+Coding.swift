import Contracts
import RulePacks

extension CaseState {
    /// The facts as text, for the case's row; the runs have rows of their own.
    public var encodedFacts: String {
        var writer = CompactWriter()
        writer.cell(packVersion)
        writer.endRow()
        for fact in facts { fact.write(to: &writer) }
        return writer.text
    }

    /// - Parameters:
    ///   - encodedFacts: what `encodedFacts` gave; nil for a case that is not known yet.
    ///   - runs: the rows of its runs.
    public init(case: CaseID, encodedFacts text: String?, runs: [ClockRun]) throws(BrokenState) {
        self.init(case: `case`)
        self.runs = runs
        guard let text else { return }
        var reader = CompactReader(text)
        packVersion = try reader.optional()
        try reader.endRow()
        while !reader.isAtEnd { facts.append(try Fact(from: &reader)) }
    }
}

extension Fact {
    func write(to writer: inout CompactWriter) {
        writer.cell(id.rawValue)
        writer.cell(kind.rawValue)
        writer.cell(at.milliseconds)
        writer.cell(workOrder?.rawValue)
        writer.cell(supervision?.rawValue)
        writer.cell(callback?.rawValue)
        writer.cell(unit?.rawValue)
        writer.cell(packVersion)
        for pair in attributes.pairs {
            writer.cell(pair.attribute.rawValue)
            switch pair.value {
            case .text(let text): writer.cell("t\(text)")
            case .number(let number): writer.cell("n\(number)")
            case .flag(let flag): writer.cell(flag ? "f1" : "f0")
            case .instant(let instant): writer.cell("i\(instant.milliseconds)")
            }
        }
        if let account {
            writer.cell(Self.accountCell)
            writer.cell(account)
        }
        writer.endRow()
    }

    convenience init(from reader: inout CompactReader) throws(BrokenState) {
        let id = EventID(try reader.text())
        let kind: FactKind = try reader.name()
        var details = FactDetails(at: try reader.instant())
        details.workOrder = try reader.optional().map { WorkOrderID($0) }
        details.supervision = try reader.optional().map { SupervisionID($0) }
        details.callback = try reader.optional().map { CallbackID($0) }
        details.unit = try reader.optional().map { UnitID($0) }
        details.packVersion = try reader.optional()
        while !reader.isAtEndOfRow {
            let name = try reader.text()
            if name == Self.accountCell {
                details.account = try reader.text()
                continue
            }
            guard let attribute = FactAttribute(rawValue: name) else {
                throw BrokenState(what: "an attribute is unknown")
            }
            details.attributes.pairs.append(.init(attribute: attribute, value: try Self.value(&reader)))
        }
        try reader.endRow()
        self.init(id: id, kind: kind, details: details)
    }

    /// Beside the attributes, so that rows without it read as before; it is no attribute, for no pack may ask for it.
    private static let accountCell = "account"

    private static func value(_ reader: inout CompactReader) throws(BrokenState) -> AttributeValue {
        let cell = try reader.text()
        let rest = String(cell.dropFirst())
        switch cell.first {
        case "t": return .text(rest)
        case "f": return .flag(rest == "1")
        case "n": if let number = Int(rest) { return .number(number) }
        case "i": if let number = Int64(rest) { return .instant(Instant(milliseconds: number)) }
        default: break
        }
        throw BrokenState(what: "an attribute has no value that is known")
    }
}
