/// Header fields in the order of the wire; names compare without regard to case (RFC 9110, section 5.1).
///
/// All fields lie in one buffer, each part followed by a NUL, so that a request's headers cost two allocations
/// and a response's can be handed to C as they are.
public struct Headers: Sendable, ExpressibleByDictionaryLiteral {
    private struct Field {
        let start: Int
        let nameLength: Int
        let valueLength: Int
        var value: Range<Int> { (start + nameLength + 1)..<(start + nameLength + 1 + valueLength) }
    }

    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    public var count: Int { fields.count }

    /// The first field's value. Bytes that are not UTF-8 are replaced.
    public subscript(name: String) -> String? {
        get { indices(named: name).first.map(value) }
        set {
            for index in indices(named: name).reversed() { fields.remove(at: index) }
            if let newValue { append(name, newValue) }
        }
    }

    /// The values of every field of that name, in order.
    public func all(_ name: String) -> [String] {
        indices(named: name).map(value)
    }

    public mutating func append(_ name: String, _ value: String) {
        var (name, value) = (name, value)
        name.withUTF8 { name in value.withUTF8 { value in append(name, value) } }
    }

    /// Every field as (name, value).
    public var pairs: [(name: String, value: String)] {
        fields.indices.map { index in
            let field = fields[index]
            let name = bytes[field.start..<(field.start + field.nameLength)]
            return (String(decoding: name, as: UTF8.self), value(index))
        }
    }

    /// False when a name is not a token or a value holds a control character, which would split the message.
    public var areSendable: Bool {
        fields.allSatisfy { field in
            FieldSyntax.isToken(bytes[field.start..<(field.start + field.nameLength)])
                && FieldSyntax.isValue(bytes[field.value])
        }
    }

    mutating func reserve(fields count: Int, bytes size: Int) {
        fields.reserveCapacity(count)
        bytes.reserveCapacity(size)
    }

    mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        fields.append(Field(start: bytes.count, nameLength: name.count, valueLength: value.count))
        bytes.append(contentsOf: name)
        bytes.append(0)
        bytes.append(contentsOf: value)
        bytes.append(0)
    }

    /// Calls `body` with each field as two C strings.
    func forEachCString(_ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void) {
        bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            base.withMemoryRebound(to: CChar.self, capacity: all.count) { base in
                for field in fields { body(base + field.start, base + field.value.lowerBound) }
            }
        }
    }

    private func value(_ index: Int) -> String {
        String(decoding: bytes[fields[index].value], as: UTF8.self)
    }

    private func indices(named name: String) -> [Int] {
        var name = name
        return name.withUTF8 { wanted in
            fields.indices.filter { index in
                let field = fields[index]
                guard field.nameLength == wanted.count else { return false }
                for offset in 0..<wanted.count
                where FieldSyntax.lowercase(bytes[field.start + offset]) != FieldSyntax.lowercase(wanted[offset]) {
                    return false
                }
                return true
            }
        }
    }
}
