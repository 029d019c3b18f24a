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

extension Envelope {
    /// An event as if it had been received: for whoever brings one another way than over the broker.
    ///
    /// - Parameter cause: what it followed from; nil for an event that began something.
    public init<E: Event>(
        _ event: E, id: EventID, at time: Instant, in district: DistrictID, from source: String, cause: Cause? = nil
    ) throws {
        self.init(
            id: id, type: E.type, schemaVersion: E.schemaVersion, source: source, subject: event.subject, time: time,
            district: district, topic: E.topic, sequence: "0", correlationID: cause?.correlationID ?? id.rawValue,
            causationID: cause?.id ?? id.rawValue, traceparent: cause?.traceparent,
            data: try JSONCoding.bytes(of: event))
    }
}
