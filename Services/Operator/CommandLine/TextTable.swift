/// Columns of text, each as wide as its widest cell.
struct TextTable: Sendable {
    let lines: [String]

    init(_ head: [String]?, _ rows: [[String]]) {
        let all = (head.map { [$0] } ?? []) + rows
        let count = all.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            all.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
        }
        lines = all.map { row in
            let cells = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.columns)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
