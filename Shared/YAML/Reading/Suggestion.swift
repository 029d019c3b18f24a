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
    /// How many letters were added, left out, replaced or swapped with their neighbour (optimal string alignment),
    /// over at most the first 64 of each.
    func distance(to other: String) -> Int {
        let (left, right) = (Array(lowercased().prefix(64)), Array(other.lowercased().prefix(64)))
        var before: [Int] = []
        var above = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = Swift.min(above[j] + (left[i] == right[j] ? 0 : 1), above[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = Swift.min(best, before[j - 1] + 1)
                }
                row.append(best)
            }
            (before, above) = (above, row)
        }
        return above[right.count]
    }
}
