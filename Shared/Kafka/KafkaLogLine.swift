import Foundation

/// A line of librdkafka's own log.
public struct KafkaLogLine: Sendable {
    /// As in syslog: 0 emergency … 3 error, 4 warning, 6 information, 7 debug.
    public let severity: Int
    /// librdkafka's short name of the event, such as `FAIL`.
    public let event: String
    public let text: String

    /// One line on standard error, for tools that have no log of their own.
    public static let toStandardError: @Sendable (KafkaLogLine) -> Void = { line in
        FileHandle.standardError.write(Data("kafka \(line.event): \(line.text)\n".utf8))
    }
}
