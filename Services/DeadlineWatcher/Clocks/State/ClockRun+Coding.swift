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
        writer.cell(plainDue.milliseconds)
        writer.cell(isProvisional ? 1 : 0)
        writer.cell(calendarVersion)
        writer.cell(packVersion)
        writer.cell(warnAt)
        writer.cell(endedAt)
        writer.cell(basis)
        for count in [counts.set, counts.warned, counts.missed, counts.met, counts.cancelled] { writer.cell(count) }
        // What most runs have not is written only where there is something to say.
        if recurrence > 0 || floor != nil { writer.cell(recurrence) }
        if let floor { writer.cell(floor.milliseconds) }
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
        startedAt = try reader.instant()
        due = try reader.instant()
        originalDue = try reader.instant()
        plainDue = try reader.instant()
        isProvisional = try reader.number(Int.self) == 1
        calendarVersion = try reader.text()
        packVersion = try reader.text()
        warnAt = try reader.optionalInstant()
        endedAt = try reader.optionalInstant()
        basis = try reader.number()
        counts = EventCounts(
            set: try reader.number(), warned: try reader.number(), missed: try reader.number(),
            met: try reader.number(), cancelled: try reader.number())
        recurrence = reader.isAtEndOfRow ? 0 : try reader.number()
        floor = reader.isAtEndOfRow ? nil : try reader.instant()
        try reader.endRow()
    }
}
