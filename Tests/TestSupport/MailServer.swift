import Foundation
import Glibc
import Synchronization

/// A mail server that takes what it is given and remembers it, word by word: one connection after the other, or several
/// side by side.
public final class MailServer: Sendable {
    public struct Received: Sendable {
        public var commands: [String] = []
        public var message = ""
        /// Every message that was taken whole.
        public var messages: [String] = []
    }

    public let port: Int
    private let descriptor: Int32
    private let received = Mutex(Received())

    /// - Parameters:
    ///   - replies: what to answer instead of success, by command (`RCPT`).
    ///   - isForMany: takes any number of connections, for as long as the process lasts; else the first alone.
    public init(replies: [String: String] = [:], isForMany: Bool = false) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = self.descriptor
        withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = listen(descriptor, 8)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        // Threads of its own: one of Dispatch's that waits is one less for Swift's tasks.
        Thread.detachNewThread { [self] in
            repeat {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread { self.serve(client, replies) }
            } while isForMany
        }
    }

    deinit { close(descriptor) }

    public var seen: Received { received.withLock { $0 } }

    /// The Message-ID of every message that was taken whole, in order.
    public var messageIDs: [String] {
        seen.messages.flatMap { $0.split(separator: "\r\n").filter { $0.hasPrefix("Message-ID: ") }.map(String.init) }
    }

    private func serve(_ client: Int32, _ replies: [String: String]) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard let file = fdopen(client, "r+") else { return }
        defer { fclose(file) }
        say("220 ready", file)
        while let line = line(from: file) {
            received.withLock { $0.commands.append(line) }
            let command = String(line.prefix(4)).uppercased()
            if let reply = replies[command] {
                say(reply, file)
            } else if command == "DATA" {
                say("354 go on", file)
                takeMessage(file)
                say(replies["."] ?? "250 taken", file)
            } else if command == "QUIT" {
                return say("221 bye", file)
            } else {
                say("250 ok", file)
            }
        }
    }

    private func takeMessage(_ file: UnsafeMutablePointer<FILE>) {
        var message = ""
        var isWhole = false
        while let line = line(from: file) {
            if line == "." {
                isWhole = true
                break
            }
            message += (line.hasPrefix(".") ? String(line.dropFirst()) : line) + "\r\n"
        }
        received.withLock { received in
            received.message += message
            if isWhole { received.messages.append(message) }
        }
    }

    private func say(_ text: String, _ file: UnsafeMutablePointer<FILE>) {
        fputs(text + "\r\n", file)
        fflush(file)
    }

    private func line(from file: UnsafeMutablePointer<FILE>) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "")
    }
}
