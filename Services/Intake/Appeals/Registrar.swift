import Contracts
import Foundation
import HTTP
import Messaging
import Sealing
import ServiceKit

/// Turns checked appeals into cases: identity, number, sealed data, one event.
struct Registrar: Sendable {
    let clock: any DomainClock
    let rings: Rings
    let numbers: CaseNumbers
    let commits: SharedCommits

    private var keys: KeyRing { rings.personal }

    /// What goes with an appeal besides its content.
    struct Request: Sendable {
        var key: String?
        /// For the problem about a key that was used for something else.
        var keyField = IdempotencyKey.header
        /// What a request with the same key must have in common with this one.
        var parts: [String] = []
        var traceparent: String?
    }

    /// What the caller is told.
    struct Receipt: Sendable {
        let id: CaseID
        let number: CaseNumber
        let claimCode: ClaimCode
        let registeredAt: Instant
        let missing: [String]
        /// False when an earlier request with this key had registered it.
        let isNew: Bool
    }

    /// Registers by a commit that is shared with whoever else registers at the moment; returns after it.
    func register(_ appeal: CheckedAppeal, _ request: Request, in facts: DistrictFacts) async throws -> Receipt {
        let new = try await prepare(appeal, request, in: facts)
        return try receipt(for: new, await commits.register(new))
    }

    func prepare(_ appeal: CheckedAppeal, _ request: Request, in facts: DistrictFacts) async throws -> NewCase {
        let now = clock.now()
        let id = try request.key.map { try Self.caseID($0, in: facts.district) } ?? CaseID(TimeOrderedID.make(at: now))
        let subject = SealSubject(district: facts.district, case: id)
        let month = facts.month(of: now)
        let number = try await numbers.next(
            of: facts.district, on: facts.day(of: now), prefix: facts.rules.pack.identity.casePrefix)
        let code = try request.key == nil ? ClaimCode.random() : keys.claimCode(of: subject, month: month)
        let seal = Seal(rings: rings, subject: subject, month: month)
        let event = try Self.event(appeal, id: id, number: number, version: facts.rules.pack.version, seal: seal)
        let identity = try request.key.map { _ in
            RequestIdentity(
                parts: request.parts,
                fingerprint: try keys.fingerprint(of: request.parts, subject: subject, month: month),
                field: request.keyField)
        }
        return NewCase(
            district: facts.district, registered: event, registeredAt: now, month: month, claimCode: code,
            claimHash: try keys.hash(code, of: subject, month: month),
            phoneHash: try appeal.citizen?.phone.flatMap {
                try keys.phoneHash($0, district: facts.district, month: month)
            },
            request: identity, traceparent: request.traceparent)
    }

    /// - Throws: `Problem` 422 when the key was used for another request.
    func receipt(for new: NewCase, _ known: KnownCase?) throws -> Receipt {
        guard let known, known.number != new.registered.caseNumber else {
            return Receipt(
                id: new.id, number: new.registered.caseNumber, claimCode: new.claimCode,
                registeredAt: new.registeredAt, missing: new.registered.missing, isNew: true)
        }
        return try receipt(
            of: new.id, parts: new.request?.parts, field: new.request?.field ?? IdempotencyKey.header, known,
            in: new.district)
    }

    /// What a repeat is told.
    ///
    /// - Parameters:
    ///   - parts: what it must have in common with the first; nil without a key.
    ///   - field: for the problem about the key.
    /// - Throws: `Problem` 422 when the key was used for another request.
    func receipt(
        of id: CaseID, parts: [String]?, field: String, _ known: KnownCase, in district: DistrictID
    ) throws -> Receipt {
        let subject = SealSubject(district: district, case: id)
        guard let parts, try isSame(parts, as: known, of: subject) else { throw IdempotencyKey.wasUsed(field) }
        return Receipt(
            id: id, number: known.number, claimCode: try keys.claimCode(of: subject, month: known.month),
            registeredAt: known.registeredAt, missing: known.missing, isNew: false)
    }

    private func isSame(_ parts: [String], as known: KnownCase, of subject: SealSubject) throws -> Bool {
        do {
            let again = try keys.fingerprint(of: parts, subject: subject, month: known.month)
            return Digest.areEqual(known.fingerprint ?? [], again)
        } catch SealingError.keyDestroyed {
            // Of a month whose key is gone nothing can be told any more, not even that it is the same.
            return false
        }
    }

    /// The same key gives the same case, whichever process takes the request.
    static func caseID(_ key: String, in district: DistrictID) throws -> CaseID {
        CaseID(try DerivedID.make("appeal", district.rawValue, key))
    }

    private static func event(
        _ appeal: CheckedAppeal, id: CaseID, number: CaseNumber, version: String, seal: Seal
    ) throws -> AppealRegistered {
        AppealRegistered(
            case: id, caseNumber: number, category: appeal.category, channel: appeal.channel,
            broadcast: appeal.broadcast, onAir: appeal.onAir, unit: appeal.unit,
            isForeignMatter: appeal.isForeignMatter, isComplex: appeal.isComplex, isAnonymous: appeal.isAnonymous,
            hasContact: appeal.citizen?.hasContact ?? false, callbackMethod: appeal.callbackMethod,
            citizen: try appeal.citizen.map(seal.citizen),
            text: try appeal.text.map { try seal.text($0, .text, isReport: appeal.category == .report) },
            missing: appeal.missing, packVersion: version)
    }
}
