import Foundation

/// Where and why JSON did not fit, without any value of it.
struct DecodingFault: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            description = "\(Self.path(context.codingPath, key)) is missing"
        case DecodingError.typeMismatch(let type, let context):
            description = "\(Self.path(context.codingPath)) is not a \(type)"
        case DecodingError.valueNotFound(let type, let context):
            description = "\(Self.path(context.codingPath)) is null, not a \(type)"
        case DecodingError.dataCorrupted(let context):
            description =
                context.codingPath.isEmpty ? "is not JSON" : "\(Self.path(context.codingPath)) is malformed"
        default:
            description = "cannot be decoded"
        }
    }

    private static func path(_ path: [any CodingKey], _ last: (any CodingKey)? = nil) -> String {
        (path + (last.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
            .joined(separator: ".")
    }
}
