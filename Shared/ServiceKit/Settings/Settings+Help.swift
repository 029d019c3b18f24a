extension Settings {
    /// Every declared setting with its default and meaning, as `<product> --help` prints it.
    public var help: String {
        var lines = [
            "\(product) is configured by environment variables; what is not set has its default.", "",
        ]
        for declaration in declarations {
            lines.append("  \(declaration.name)")
            let standard =
                switch declaration.standard {
                case nil: "must be set"
                case "": "not set by default"
                case let text?: "default \(text)"
                }
            lines.append("      \(declaration.meaning) (\(standard))")
            if declaration.isSecret { lines.append("      or \(declaration.name)_FILE, a file that holds it") }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
