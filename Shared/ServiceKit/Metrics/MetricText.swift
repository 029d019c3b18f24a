/// Prometheus' text format 0.0.4, piece by piece.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
enum MetricText {
    static func head(_ name: String, _ help: String, _ kind: String, to text: inout String) {
        text += "# HELP \(name) \(escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    static func sample(_ name: String, _ labels: [(String, String)], _ value: Double, to text: inout String) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0)=\"\(escaped($1, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(number(value))\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        return "\(value)"
    }

    /// Letters, digits, `_` and `:`; the rest becomes `_`.
    static func name(_ name: String) -> String { identifier(name, extra: ":") }

    /// Letters, digits and `_`; the rest becomes `_`.
    static func label(_ name: String) -> String { identifier(name, extra: "_") }

    private static func identifier(_ name: String, extra: Unicode.Scalar) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            let isDigit = ("0"..."9").contains(scalar) && !text.isEmpty
            text.unicodeScalars.append(isLetter || isDigit || scalar == "_" || scalar == extra ? scalar : "_")
        }
        return text.isEmpty ? "_" : text
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
