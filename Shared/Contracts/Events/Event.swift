/// A past-tense fact, published on its topic by the one service that owns it.
///
/// When it happened is the envelope's `time`; the district is the envelope's too.
public protocol Event: Codable, Sendable {
    /// CloudEvents `type`, such as `hotline.AppealRegistered`. Stored, since it is read for every message.
    static var type: String { get }
    static var topic: Topic { get }
    /// Version of the JSON Schema that the data obey: the newest under `Schemas/<name>/`.
    static var schemaVersion: Int { get }
    /// What the fact is about within its district: partition key and CloudEvents `subject`.
    var subject: String { get }
}

extension Event {
    public static var schemaVersion: Int { 1 }

    /// The type without its prefix, such as `AppealRegistered`: the name of the schema's folder.
    public static var name: String { String(type.dropFirst("hotline.".count)) }

    /// CloudEvents `dataschema` and the schema's own `$id`, such as `hotline:schemas/AppealRegistered/1`.
    /// CloudEvents 1.0 wants an absolute URI here, so a bare path would not do.
    public static var dataSchema: String { "hotline:schemas/\(name)/\(schemaVersion)" }
}
