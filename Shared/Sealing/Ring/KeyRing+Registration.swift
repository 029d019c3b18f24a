import Contracts

/// What lets a registration be told twice: the same request gets the same code, and another request is told apart,
/// without anything readable being kept.
extension KeyRing {
    /// The claim code of a case that was registered with an idempotency key: 55 bits of an HMAC of the case under the
    /// month's key, so that a client that lost the answer gets the same code again. Only its hash is stored.
    public func claimCode(of subject: SealSubject, month: Month) throws -> ClaimCode {
        let code = try key(for: MonthKey.Slot(district: subject.district, month: month))
            .code(of: ["claim-code", subject.path])
        return ClaimCode(uniform: code)
    }

    /// 32 bytes by which a repeated request is held against the first one.
    public func fingerprint(of parts: [String], subject: SealSubject, month: Month) throws -> [UInt8] {
        try key(for: MonthKey.Slot(district: subject.district, month: month))
            .code(of: ["request", subject.path] + parts)
    }
}
