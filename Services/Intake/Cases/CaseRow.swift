import Contracts
import Messaging
import Postgres
import Sealing

/// A case as it is stored.
struct CaseRow: Sendable {
    let id: CaseID
    let number: CaseNumber
    let registeredAt: Instant
    let month: Month
    let broadcast: BroadcastID?
    let claimHash: [UInt8]
    var appeal: CheckedAppeal
    let citizen: SealedText?
    let text: SealedText?
    let promiseDue: Instant?
    /// `StudioWords`; nil where nothing was noted.
    let said: SealedText?

    func subject(in district: DistrictID) -> SealSubject { SealSubject(district: district, case: id) }

    static func month(_ text: String) throws -> Month {
        guard let month = Month(text) else { throw Unreadable(column: "month") }
        return month
    }

    /// A column holds what this version of the service never wrote.
    struct Unreadable: Error {
        let column: String
    }
}

extension Transaction {
    /// - Parameter isLocked: nobody else may change the case before this transaction ends.
    borrowing func caseRow(_ number: CaseNumber, in district: DistrictID, isLocked: Bool = false) throws -> CaseRow? {
        if isLocked {
            try execute("SELECT 1 FROM cases WHERE district = \(district) AND case_number = \(number) FOR UPDATE")
        }
        let rows = try run(
            """
            SELECT case_id, registered_at, month, claim_hash, citizen_key, citizen_box, text_key, text_box,
                promise_due_at, channel, category, unit, broadcast, on_air, is_foreign_matter, is_complex,
                is_anonymous, callback_method, missing, said_key, said_box
            FROM cases WHERE district = \(district) AND case_number = \(number)
            """)
        return try rows.first.map { try CaseRow($0, number: number) }
    }
}

extension CaseRow {
    fileprivate init(_ row: Row, number: CaseNumber) throws {
        let (
            id, at, month, claim, citizenKey, citizenBox, textKey, textBox, due, channel, category, unit, broadcast,
            onAir, foreign, complex, anonymous, method, missing, saidKey, saidBox
        ) = try row.decode(
            (
                CaseID, Instant, String, [UInt8], String?, String?, String?, String?, Instant?, String, String?,
                UnitID?, BroadcastID?, String?, Bool, Bool, Bool, String, String, String?, String?
            ).self)
        guard let channel = AppealChannel(rawValue: channel), let method = CallbackMethod(rawValue: method) else {
            throw Unreadable(column: "channel or callback_method")
        }
        self.init(
            id: id, number: number, registeredAt: at, month: try Self.month(month), broadcast: broadcast,
            claimHash: claim,
            appeal: CheckedAppeal(
                channel: channel, category: category.flatMap(AppealCategory.init(rawValue:)), unit: unit,
                broadcast: broadcast, onAir: onAir.flatMap(OnAirOutcome.init(rawValue:)), isForeignMatter: foreign,
                isComplex: complex, isAnonymous: anonymous, callbackMethod: method, citizen: nil, text: nil,
                missing: missing.words),
            citizen: SealedText(keyId: citizenKey, box: citizenBox), text: SealedText(keyId: textKey, box: textBox),
            promiseDue: due, said: SealedText(keyId: saidKey, box: saidBox))
    }
}

extension SealedText {
    /// - Returns: nil when nothing was sealed.
    init?(keyId: String?, box: String?) {
        guard let keyId, let box else { return nil }
        self.init(keyId: keyId, box: box)
    }
}
