/// Finds the number that a decoder could not take. Foundation refuses one that does not fit its field by calling the
/// whole document corrupt, without a path.
enum NumberFault {
    /// Numbers and bytes beyond which it is not worth finding out.
    static let mostNumbers = 64
    private static let mostBytes = 64 << 10

    /// - Parameters:
    ///   - body: sound JSON that was refused.
    ///   - isRefused: whether a document is refused in that same way.
    static func problem(in body: [UInt8], isRefused: ([UInt8]) -> Bool) -> Problem {
        let generic = Problem.body(
            "holds a number that does not fit its field", "The body was refused",
            detail: "A number does not fit its field.")
        // The document was read before: it is sound. One number too many is enough to know that there are.
        guard body.count <= mostBytes, let numbers = try? JSONCheck.numbers(in: body, atMost: mostNumbers + 1),
            numbers.count <= mostNumbers
        else { return generic }
        // With every number a nought it passes; then the one that is put back and breaks it is at fault.
        var plain = body
        for number in numbers { blank(&plain, number.range) }
        guard !isRefused(plain) else { return generic }
        let faults = numbers.filter { number in
            var one = plain
            one.replaceSubrange(number.range, with: body[number.range])
            return isRefused(one)
        }
        guard !faults.isEmpty else { return generic }
        var problem = Problem.invalid("", "")
        problem.errors = faults.map { Problem.Field($0.path, "must be a number that fits: whole, and not too large") }
        return problem
    }

    private static func blank(_ bytes: inout [UInt8], _ range: Range<Int>) {
        for index in range { bytes[index] = 0x20 }
        bytes[range.lowerBound] = UInt8(ascii: "0")
    }
}
