/// A past-tense fact, published on its topic by the one service that owns it.
///
/// When it happened is the envelope's `time`; the district is the envelope's too.
public protocol Event: Codable, Sendable {
    /// CloudEvents `type`, such as `hotline.AppealRegistered`. Stored, since it is read for every message.
    static var type: String { get }
    static var topic: Topic { get }
    /// What the fact is about within its district: partition key and CloudEvents `subject`.
    var subject: String { get }
}

extension Event {
    /// Version of the JSON Schema that the data obey.
    public static var schemaVersion: Int { 1 }
}
