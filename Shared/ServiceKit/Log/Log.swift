import Contracts

/// Structured log lines, one JSON object each.
///
/// The message is a `StaticString`: what varies goes into the metadata, by name, and there only ids belong, never
/// what a citizen said or left. A level that is off costs one comparison; neither argument is built.
///
/// ```swift
/// log.notice("work order dispatched", ["workOrder": "\(id)", "district": "\(district)"])
/// ```
public struct Log: Sendable {
    public typealias Metadata = KeyValuePairs<String, String>

    /// As in swift-log: from what only a developer reads to what must wake somebody.
    public enum Level: String, CaseIterable, Comparable, Sendable {
        case trace, debug, info, notice, warning, error, critical

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
    }

    public let level: Level
    private let output: LogOutput
    /// `,"service":"…","namespace":"…"` and what `with` added, written once.
    private let context: [UInt8]

    public init(service: String, namespace: String, level: Level = .info, output: LogOutput = .standardError) {
        self.level = level
        self.output = output
        var line = JSONLine()
        line.member("service", service)
        line.member("namespace", namespace)
        context = line.bytes
    }

    private init(level: Level, output: LogOutput, context: [UInt8]) {
        self.level = level
        self.output = output
        self.context = context
    }

    /// The same log with these ids in every line.
    public func with(_ metadata: Metadata) -> Log {
        var line = JSONLine(bytes: context)
        for (key, value) in metadata { line.metadata(key, value) }
        return Log(level: level, output: output, context: line.bytes)
    }

    public func trace(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.trace, message, metadata())
    }

    public func debug(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.debug, message, metadata())
    }

    public func info(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.info, message, metadata())
    }

    public func notice(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.notice, message, metadata())
    }

    public func warning(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.warning, message, metadata())
    }

    public func error(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.error, message, metadata())
    }

    public func critical(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.critical, message, metadata())
    }

    public func log(_ level: Level, _ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        guard level >= self.level else { return }
        var line = JSONLine()
        line.member("time", SystemClock().now().rfc3339)
        line.member("level", level.rawValue)
        line.append(context)
        line.member("message", String(describing: message))
        for (key, value) in metadata() { line.metadata(key, value) }
        output.write(line.finished)
    }
}
