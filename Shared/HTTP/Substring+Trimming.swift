extension Substring {
    /// Without what of `characters` stands at either end.
    func trimming(_ characters: String) -> String {
        var rest = drop { characters.contains($0) }
        while let last = rest.last, characters.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
