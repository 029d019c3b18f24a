/// A node on its way to becoming a value: knows its path and reports what is wrong with it.
///
/// Every reader returns nil after having reported; the caller goes on to find the next problem.
public struct Field {
    public let node: Node
    public let path: String
    public let report: Report

    public init(_ node: Node, path: String = "", report: Report) {
        self.node = node
        self.path = path
        self.report = report
    }

    public func problem(_ reason: String) {
        report.add(reason, at: node.mark, path: path)
    }

    public var isNull: Bool { node.isNull }

    public var isMapping: Bool {
        guard case .mapping = node.content else { return false }
        return true
    }

    public var isSequence: Bool {
        guard case .sequence = node.content else { return false }
        return true
    }

    /// Text that is not empty.
    public func text() -> String? {
        guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
            problem("must be text")
            return nil
        }
        return text
    }

    public func number(in range: ClosedRange<Int>) -> Int? {
        guard case .scalar(let text, isQuoted: false) = node.content, let number = Int(text), range.contains(number)
        else {
            problem("must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    public func flag() -> Bool? {
        guard case .scalar(let text, isQuoted: false) = node.content, text == "true" || text == "false" else {
            problem("must be true or false")
            return nil
        }
        return text == "true"
    }

    /// One of the names that `Choice` knows.
    public func choice<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type = Choice.self) -> Choice? {
        guard let text = text() else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        problem("\"\(text)\" is not known; \(names.suggestion(for: text))")
        return nil
    }

    /// The items of a sequence, each read by `read`; what could not be read is left out.
    public func list<Value>(_ read: (Field) -> Value?) -> [Value] {
        guard case .sequence(let items) = node.content else {
            problem("must be a list")
            return []
        }
        return items.enumerated().compactMap { index, item in
            read(Field(item, path: "\(path)[\(index)]", report: report))
        }
    }

    /// The entries of a mapping whose keys are free names.
    public func entries() -> [(key: String, field: Field)] {
        guard case .mapping(let entries) = node.content else {
            problem("must be a mapping")
            return []
        }
        return entries.map {
            ($0.key, Field($0.value, path: path.isEmpty ? $0.key : "\(path).\($0.key)", report: report))
        }
    }

    /// The keys of a mapping whose keys are fixed: `read` takes those it knows, all others are reported.
    public func keys<Value>(_ read: (inout Keys) -> Value?) -> Value? {
        guard case .mapping(let entries) = node.content else {
            problem("must be a mapping")
            return nil
        }
        var keys = Keys(entries: entries, owner: self)
        let value = read(&keys)
        keys.reportUnknown()
        return value
    }
}
