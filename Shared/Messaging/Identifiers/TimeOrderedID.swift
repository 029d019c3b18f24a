import Contracts

/// Identifiers of what follows from nothing that has one.
public enum TimeOrderedID {
    /// UUID version 7 (RFC 9562, section 5.7): milliseconds, then 74 random bits; in lower case. What is made one after
    /// the other lies together in every index, and so does whatever is derived from it (``DerivedID``).
    public static func make(at now: Instant) -> String {
        let time = UInt64(clamping: now.milliseconds)
        var bytes = stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        bytes += (0..<10).map { _ in UInt8.random(in: 0...255) }
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        return UUIDText.of(bytes)
    }
}
