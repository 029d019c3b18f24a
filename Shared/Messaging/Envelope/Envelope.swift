import Contracts

/// A message as it was received: CloudEvents 1.0 attributes and the undecoded data.
public struct Envelope: Sendable {
    public let id: EventID
    /// CloudEvents `type`, such as `hotline.AppealRegistered`.
    public let type: String
    public let schemaVersion: Int
    /// The service that wrote it.
    public let source: String
    public let subject: String
    /// When the fact happened.
    public let time: Instant
    public let district: DistrictID
    public let topic: Topic
    /// The writer's journal position, padded: grows with every fact of a case on a topic.
    public let sequence: String
    public let correlationID: String
    public let causationID: String
    public let traceparent: String?
    /// JSON.
    public let data: [UInt8]

    /// The partition key, `district/subject`.
    public var key: String { "\(district.rawValue)/\(subject)" }

    /// What follows from this message has it as its cause.
    public var cause: Cause {
        Cause(id: id.rawValue, correlationID: correlationID, traceparent: traceparent)
    }

    /// - Throws: `Undecodable` when the data are not this event.
    public func decode<E: Event>(_: E.Type) throws -> E {
        do {
            return try JSONCoding.decoder.decode(E.self, from: data)
        } catch {
            throw Undecodable(reason: "\(type): \(DecodingFault(error))")
        }
    }
}
