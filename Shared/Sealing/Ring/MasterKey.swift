import Foundation

/// The secret under which a ring's month keys are kept in their file. 32 bytes.
public struct MasterKey: Sendable, CustomStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    /// - Parameter base64: 32 bytes in base64, as a secret store hands them out.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads the file (base64, one line); makes it, with a random key and mode 0600, when it is not there.
    ///
    /// For development. In production the file, or the setting, comes from a secret store.
    public static func readOrCreate(_ path: String) throws -> MasterKey {
        try LockFile.hold(beside: path) {
            if !FileManager.default.fileExists(atPath: path) {
                let secret = Base64.encode(try RandomBytes.make(32))
                try PrivateFile.write(Array("\(secret)\n".utf8), to: path)
            }
            let text = String(decoding: try PrivateFile.read(path), as: UTF8.self)
            guard let key = MasterKey(base64: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                throw SealingError.fileRefused(path: path, reason: "must hold 32 bytes in base64")
            }
            return key
        }
    }

    public var description: String { "MasterKey(hidden)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
