import Contracts
import RulePacks

extension ClockRun {
    /// The whole run as one line of text, for its row.
    public var encoded: String {
        var writer = CompactWriter()
        write(to: &writer)
        return writer.text
    }

    public init(encoded text: String) throws(BrokenState) {
        var reader = CompactReader(text)
        try self.init(from: &reader)
    }

    func write(to writer: inout CompactWriter) {
        writer.cell(id.rawValue)
        writer.cell(clock.rawValue)
        writer.cell(rule.rawValue)
        writer.cell(subject)
        writer.cell(owes.rawValue)
        writer.cell(workOrder?.rawValue)
        writer.cell(unit?.rawValue)
        writer.cell(status.rawValue)
        writer.cell(startedAt.milliseconds)
        writer.cell(due.milliseconds)
        writer.cell(originalDue.milliseconds)
        writer.cell(isProvisional ? 1 : 0)
        writer.cell(calendarVersion)
        writer.cell(packVersion)
        writer.cell(warnAt.map { String($0.milliseconds) })
        writer.cell(endedAt.map { String($0.milliseconds) })
        writer.cell(basis)
        for count in [counts.set, counts.warned, counts.missed, counts.met, counts.cancelled] { writer.cell(count) }
        writer.endRow()
    }

    init(from reader: inout CompactReader) throws(BrokenState) {
        id = DeadlineID(try reader.text())
        clock = ClockName(try reader.text())
        rule = RuleID(try reader.text())
        subject = try reader.text()
        owes = try reader.name()
        workOrder = try reader.optional().map { WorkOrderID($0) }
        unit = try reader.optional().map { UnitID($0) }
        status = try reader.name()
        startedAt = Instant(milliseconds: try reader.number())
        due = Instant(milliseconds: try reader.number())
        originalDue = Instant(milliseconds: try reader.number())
        isProvisional = try reader.number(Int.self) == 1
        calendarVersion = try reader.text()
        packVersion = try reader.text()
        warnAt = try reader.optionalNumber().map { Instant(milliseconds: $0) }
        endedAt = try reader.optionalNumber().map { Instant(milliseconds: $0) }
        basis = try reader.number()
        counts = EventCounts(
            set: try reader.number(), warned: try reader.number(), missed: try reader.number(),
            met: try reader.number(), cancelled: try reader.number())
        try reader.endRow()
    }
}
