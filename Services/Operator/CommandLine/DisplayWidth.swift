extension StringProtocol {
    /// How many columns a terminal needs for it: Chinese characters and their punctuation are two wide (Unicode's East
    /// Asian Width W and F).
    var columns: Int { unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) } }

    /// As many of its first characters as fit.
    func fitting(_ columns: Int) -> String {
        var fitting = ""
        var room = columns
        for character in self {
            room -= String(character).columns
            guard room >= 0 else { break }
            fitting.append(character)
        }
        return fitting
    }
}

extension Unicode.Scalar {
    fileprivate var isWide: Bool {
        (0x2E80...0xA4CF).contains(value) || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
            || (0x20000...0x3FFFD).contains(value)
    }
}
