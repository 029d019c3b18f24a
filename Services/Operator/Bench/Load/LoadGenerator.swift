import Foundation
import Glibc

/// Sends HTTP/1.1 requests over keep-alive connections from one thread, by poll(2).
///
/// Closed: each connection sends its next request when the last is answered. Open (`rate`): requests fall due at fixed
/// instants, and their latency counts from there, so that a slow server cannot hide by being asked less.
struct LoadGenerator: Sendable {
    var port: Int
    var connections: Int
    /// Requests per second; nil for as many as are answered.
    var rate: Double?
    /// Before anything is measured.
    var warmUp: Duration = .seconds(2)
    var duration: Duration
    /// The whole request with its number, which makes it unlike any other.
    let request: @Sendable (Int) -> [UInt8]

    /// - Throws: `CommandFailure` when nobody listens.
    func run() async throws -> LoadOutcome {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try LoadRun(self).run() }) }
            thread.name = "load"
            thread.start()
        }
    }
}

/// One load under way, on its own thread.
private final class LoadRun {
    private let load: LoadGenerator
    private var watched: [pollfd] = []
    private var connections: [LoadConnection] = []
    /// Taken from the front, so that none is left alone until the service closes it.
    private var idle: [Int] = []
    private var due: [Int: ContinuousClock.Instant] = [:]
    private var outcome = LoadOutcome()
    private var number = 0
    private let begin = ContinuousClock.now
    private var measureFrom: ContinuousClock.Instant { begin + load.warmUp }
    private var end: ContinuousClock.Instant { measureFrom + load.duration }

    init(_ load: LoadGenerator) throws {
        self.load = load
        for index in 0..<load.connections {
            guard let connection = LoadConnection(port: load.port) else {
                throw CommandFailure("nobody listens on port \(load.port)")
            }
            connections.append(connection)
            watched.append(pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0))
            idle.append(index)
        }
    }

    func run() throws -> LoadOutcome {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        defer { buffer.deallocate() }
        while ContinuousClock.now < end {
            sendDue()
            guard poll(&watched, nfds_t(watched.count), pause) > 0 else { continue }
            for index in watched.indices where watched[index].revents != 0 { take(index, buffer) }
        }
        outcome.seconds = load.duration / .seconds(1)
        return outcome
    }

    private var pause: Int32 { load.rate == nil ? 100 : 1 }

    private func sendDue() {
        let now = ContinuousClock.now
        guard let rate = load.rate else {
            while !idle.isEmpty { send(over: idle.removeFirst(), due: now, now) }
            return
        }
        let passed = (now - begin) / .seconds(1)
        while Double(number) < passed * rate, !idle.isEmpty {
            send(over: idle.removeFirst(), due: begin + .seconds(Double(number) / rate), now)
        }
    }

    private func send(over index: Int, due instant: ContinuousClock.Instant, _ now: ContinuousClock.Instant) {
        due[index] = instant
        connections[index].send(load.request(number), at: now)
        number += 1
    }

    private func take(_ index: Int, _ buffer: UnsafeMutableRawBufferPointer) {
        switch connections[index].read(into: buffer) {
        case .partial: connections[index].flush()
        case .broken:
            outcome.broken += 1
            watched[index].fd = -1
        case .answered(let status):
            let now = ContinuousClock.now
            idle.append(index)
            guard let sent = due[index], now >= measureFrom else { return }
            outcome.statuses[status, default: 0] += 1
            outcome.latencies.append((now - sent) / .milliseconds(1))
        }
    }
}
