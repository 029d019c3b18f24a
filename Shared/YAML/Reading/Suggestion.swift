extension [String] {
    /// `did you mean "within"?`, or all the names when none is near.
    public func suggestion(for name: String) -> String {
        let near = map { (name: $0, distance: $0.distance(to: name)) }.min { $0.distance < $1.distance }
        if let near, near.distance <= Swift.max(1, Swift.min(3, near.name.count / 3)) {
            return "did you mean \"\(near.name)\"?"
        }
        return isEmpty ? "none is allowed here" : "known are \(sorted().joined(separator: ", "))"
    }
}

extension String {
    /// Levenshtein distance, over at most the first 64 characters of each.
    func distance(to other: String) -> Int {
        let (left, right) = (Array(lowercased().prefix(64)), Array(other.lowercased().prefix(64)))
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, candidate) in right.enumerated() {
                let substituted = diagonal + (character == candidate ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(substituted, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
