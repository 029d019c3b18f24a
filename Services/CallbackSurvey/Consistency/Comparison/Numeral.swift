/// A number in a text, in digits or in Chinese: `30`, `1,200`, `3.5万`, `三十`, `一万两千`, `二〇二〇`.
struct Numeral: Sendable, Equatable {
    let value: Double
    /// The index after it.
    let end: Int

    private static let digits: [Character: Double] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    private static let places: [Character: Double] = ["十": 10, "百": 100, "千": 1_000]
    private static let myriads: [Character: Double] = ["万": 10_000, "亿": 100_000_000]
    /// Longer ones are no number of a day or of money.
    private static let longest = 16

    /// - Returns: nil where no number begins.
    static func read(_ text: ReadText, at start: Int) -> Numeral? {
        guard var number = plain(text, at: start) ?? chinese(text, at: start) else { return nil }
        while let factor = text.character(at: number.end).flatMap({ myriads[$0] ?? places[$0] }) {
            number = Numeral(value: number.value * factor, end: number.end + 1)
        }
        return number
    }

    private static func plain(_ text: ReadText, at start: Int) -> Numeral? {
        var (digits, index) = ("", start)
        while let next = text.character(at: index), digits.count < longest {
            if isDigit(next) {
                digits.append(next)
            } else if next == ".", !digits.contains("."), !digits.isEmpty, isDigit(text.character(at: index + 1)) {
                digits.append(next)
            } else if next != "," || digits.isEmpty || !isGroup(text, at: index + 1) {
                break
            }
            index += 1
        }
        return Double(digits).map { Numeral(value: $0, end: index) }
    }

    private static func chinese(_ text: ReadText, at start: Int) -> Numeral? {
        var (myriad, total, part, index) = (0.0, 0.0, nil as Double?, start)
        var isPositional = false
        while let next = text.character(at: index), index - start < longest {
            if let digit = digits[next] {
                isPositional = part != nil && part != 0 || isPositional
                part = isPositional ? (part ?? 0) * 10 + digit : digit
            } else if let place = places[next], !isPositional {
                total += (part ?? 1) * place
                part = nil
            } else if let factor = myriads[next], !isPositional, total + (part ?? 0) > 0 {
                myriad += (total + (part ?? 0)) * factor
                (total, part) = (0, nil)
            } else {
                break
            }
            index += 1
        }
        return index == start ? nil : Numeral(value: myriad + total + (part ?? 0), end: index)
    }

    private static func isGroup(_ text: ReadText, at index: Int) -> Bool {
        (0..<3).allSatisfy { isDigit(text.character(at: index + $0)) } && !isDigit(text.character(at: index + 3))
    }

    private static func isDigit(_ character: Character?) -> Bool { character.map { ("0"..."9").contains($0) } ?? false }
}
