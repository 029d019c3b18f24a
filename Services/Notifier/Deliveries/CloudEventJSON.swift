import Contracts
import Foundation
import Messaging

/// An event in CloudEvents' structured mode (CloudEvents JSON format 1.0, section 3): the same attributes as in the
/// headers, and the data as they came, sealed boxes sealed.
enum CloudEventJSON {
    static func text(of envelope: Envelope) throws -> String {
        var event: [String: Any] = [
            "specversion": "1.0", "id": envelope.id.rawValue, "type": envelope.type, "source": envelope.source,
            "subject": envelope.subject, "time": envelope.time.rfc3339, "datacontenttype": "application/json",
            "dataschema": "hotline:schemas/\(envelope.type.dropFirst("hotline.".count))/\(envelope.schemaVersion)",
            "district": envelope.district.rawValue, "sequence": envelope.sequence,
            "correlationid": envelope.correlationID, "causationid": envelope.causationID,
            "data": try JSONSerialization.jsonObject(with: Data(envelope.data)),
        ]
        event["traceparent"] = envelope.traceparent
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try JSONSerialization.data(withJSONObject: event, options: options), as: UTF8.self)
    }
}
