import Dispatch
import Glibc
import Synchronization

/// A mail server for one connection: takes what it is given and remembers it, word by word.
public final class MailServer: Sendable {
    public struct Received: Sendable {
        public var commands: [String] = []
        public var message = ""
    }

    public let port: Int
    private let descriptor: Int32
    private let received = Mutex(Received())
    private let queue = DispatchQueue(label: "mail server")

    /// - Parameter replies: what to answer instead of success, by command (`RCPT`).
    public init(replies: [String: String] = [:]) {
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
        queue.async { [self] in serve(replies) }
    }

    deinit { close(descriptor) }

    public var seen: Received { received.withLock { $0 } }

    private func serve(_ replies: [String: String]) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let client = accept(descriptor, nil, nil)
        guard client >= 0, let file = fdopen(client, "r+") else { return }
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
        while let line = line(from: file), line != "." {
            let text = line.hasPrefix(".") ? String(line.dropFirst()) : line
            received.withLock { $0.message += text + "\r\n" }
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
