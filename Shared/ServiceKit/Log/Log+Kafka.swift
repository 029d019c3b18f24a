import Kafka

extension Log {
    /// librdkafka's own lines as lines of this log, by their syslog severity.
    var ofKafka: @Sendable (KafkaLogLine) -> Void {
        { line in kafka(line.severity, line.event, line.text) }
    }

    func kafka(_ severity: Int, _ event: String, _ text: String) {
        log(Level(syslog: severity), "kafka client", ["event": event, "text": text])
    }
}

extension Log.Level {
    fileprivate init(syslog severity: Int) {
        switch severity {
        case ...2: self = .critical
        case 3: self = .error
        case 4: self = .warning
        case 5: self = .notice
        case 6: self = .info
        default: self = .debug
        }
    }
}
