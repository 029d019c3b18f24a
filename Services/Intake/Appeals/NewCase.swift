import Contracts
import Messaging
import Sealing

/// A case ready to be stored: numbered, sealed, with the event that tells of it.
struct NewCase: Sendable {
    let district: DistrictID
    let registered: AppealRegistered
    let registeredAt: Instant
    let month: Month
    let claimCode: ClaimCode
    let claimHash: [UInt8]
    let phoneHash: [UInt8]?
    /// Nil without an idempotency key.
    let request: RequestIdentity?
    /// What was said in the studio about it, beyond its registration.
    var answered: AppealAnsweredOnAir?
    var promised: PromiseMade?
    /// All that was noted of it there.
    var said: SealedText?
    var traceparent: String?

    var id: CaseID { registered.case }
    var subject: SealSubject { SealSubject(district: district, case: id) }
    var cause: Cause { Cause(id: id.rawValue, traceparent: traceparent) }
}

/// What a repeated request is held against.
struct RequestIdentity: Sendable {
    let parts: [String]
    let fingerprint: [UInt8]
    /// For the problem: the header, or the field of a batch's item.
    let field: String
}

/// A case that the database holds already.
struct KnownCase: Sendable {
    let number: CaseNumber
    let registeredAt: Instant
    let month: Month
    let missing: [String]
    let fingerprint: [UInt8]?
}
