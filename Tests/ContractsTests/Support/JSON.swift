import Contracts
import Foundation

/// A JSON value that can be compared and taken apart.
enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case array([JSON])
    case object([String: JSON])

    var object: [String: JSON] { if case .object(let members) = self { members } else { [:] } }
    var array: [JSON] { if case .array(let elements) = self { elements } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var texts: [String] { array.compactMap(\.text) }

    /// The member, or null where there is none.
    subscript(key: String) -> JSON { object[key] ?? .null }

    func with(_ key: String, _ value: JSON?) -> JSON {
        var members = object
        members[key] = value
        return .object(members)
    }
}

extension JSON: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let elements = try? container.decode([JSON].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let bool): try container.encode(bool)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSON {
    init(contentsOf file: URL) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
    }

    /// The data of an event as a service writes them.
    init(_ event: any Event) throws {
        self = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(event))
    }

    func decoded<E: Event>(as type: E.Type) throws -> any Event {
        try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
    }

    func isDecodable(as type: any Event.Type) -> Bool {
        do {
            _ = try decoded(as: type)
            return true
        } catch {
            return false
        }
    }

    /// One line with sorted keys.
    var canonical: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
