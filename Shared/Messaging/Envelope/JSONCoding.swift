import Contracts
import Foundation

/// One way to write and read the data of events.
enum JSONCoding {
    static let decoder = JSONDecoder()

    static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()

    static func bytes(of event: some Event) throws -> [UInt8] {
        guard let event = event as? any SelfEncodingEvent else { return [UInt8](try encoder.encode(event)) }
        var json = JSONObject()
        event.write(to: &json)
        return json.closed()
    }
}

extension JSONDecoder {
    func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
        try decode(type, from: Data(bytes))
    }
}
