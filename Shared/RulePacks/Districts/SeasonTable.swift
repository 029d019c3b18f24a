import Contracts
import YAML

/// The lines of a season's CSV on their way to broadcasts.
struct SeasonTable {
    struct Row {
        let day: CivilDay
        let unit: UnitID
        let windowStart: CivilDay?
        let windowEnd: CivilDay?
    }

    let file: String
    let units: UnitRegister
    let days: ShowDays
    private(set) var rows: [Row] = []
    private(set) var problems: [Problem] = []
    private var columns: [String: Int] = [:]

    /// The days of each unit so far.
    private var planned: [UnitID: Set<CivilDay>] = [:]
    private static let known = ["date", "unit", "window_start", "window_end"]

    init(file: String, units: UnitRegister, days: ShowDays) {
        self.file = file
        self.units = units
        self.days = days
    }

    mutating func read(_ source: String) {
        guard source.utf8.count <= 1 << 20 else {
            add(line: 1, column: "", "is longer than 1 MiB")
            return
        }
        let lines = source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard let header = lines.first, readHeader(header) else { return }
        for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
            readRow(line, at: index + 1)
        }
        if rows.isEmpty && problems.isEmpty { add(line: 1, column: "", "holds no broadcast") }
    }

    private mutating func readHeader(_ line: Substring) -> Bool {
        let text = line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line
        for (index, name) in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init).enumerated()
        {
            guard Self.known.contains(name) else {
                add(line: 1, column: name, "is not a known column; \(Self.known.suggestion(for: name))")
                continue
            }
            if columns.updateValue(index, forKey: name) != nil { add(line: 1, column: name, "comes twice") }
        }
        for name in ["date", "unit"] where columns[name] == nil { add(line: 1, column: name, "is missing") }
        return problems.isEmpty
    }

    private mutating func readRow(_ line: Substring, at number: Int) {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == columns.count else {
            add(line: number, column: "", "has \(cells.count) cells, not \(columns.count)")
            return
        }
        let unitName = cells[columns["unit"] ?? 0]
        let unit = units.id(of: unitName)
        if unit == nil {
            add(line: number, column: "unit", "\"\(unitName)\" is not a unit; \(units.names.suggestion(for: unitName))")
        }
        let start = day(cells, "window_start", number)
        let end = day(cells, "window_end", number)
        guard let day = day(cells, "date", number), let unit else { return }
        if let start, let end, !(start <= day && day <= end) {
            add(line: number, column: "date", "\(day) lies outside \(start) to \(end)")
        }
        if !planned[unit, default: []].insert(day).inserted {
            add(line: number, column: "unit", "\(unitName) comes twice on \(day)")
        }
        rows.append(Row(day: day, unit: unit, windowStart: start, windowEnd: end))
    }

    private mutating func day(_ cells: [String], _ column: String, _ line: Int) -> CivilDay? {
        guard let index = columns[column] else { return nil }
        guard let day = CivilDay(cells[index]) else {
            add(line: line, column: column, "must be a day such as 2020-05-14")
            return nil
        }
        guard let fault = days.fault(of: day) else { return day }
        add(line: line, column: column, "\(day) \(fault)")
        return nil
    }

    private mutating func add(line: Int, column: String, _ reason: String) {
        problems.append(Problem(file: file, mark: Mark(line: line, column: 1), path: column, reason: reason))
    }
}
