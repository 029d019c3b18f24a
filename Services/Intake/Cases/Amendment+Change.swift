import Contracts
import Messaging
import Postgres
import Sealing

extension Amendment {
    /// What becomes of a case's row, and what is told of it.
    struct Change {
        let id: CaseID
        let before: CheckedAppeal
        var appeal: CheckedAppeal
        var citizen: SealedText?
        /// Told whenever the citizen is.
        var hasContact: Bool?
        var text: SealedText?
        var phoneHash: [UInt8]?
        var promiseDue: Instant?
        var said: SealedText?
        /// Fields that need not be asked for any more.
        var supplied: [String] = [] { didSet { appeal.missing = missing } }
        /// What is asked for about the studio, where the amendment is about that.
        var onAirMissing: [String]? { didSet { appeal.missing = missing } }
        var isNew = false

        init(row: CaseRow) {
            id = row.id
            before = row.appeal
            appeal = row.appeal
        }

        /// Whether the row is another one now, also where no event tells of it yet.
        var isToStore: Bool {
            isNew || said != nil || promiseDue != nil || appeal.onAir != before.onAir
                || appeal.missing != before.missing
        }

        private var missing: [String] {
            let rest = before.missing.filter { !supplied.contains($0) }
            guard let onAirMissing else { return rest }
            return rest.filter { !StudioWords.fields.contains($0) } + onAirMissing
        }

        mutating func set<Value: Equatable>(_ field: WritableKeyPath<CheckedAppeal, Value>, _ value: Value?) {
            guard let value, value != appeal[keyPath: field] else { return }
            appeal[keyPath: field] = value
            isNew = true
        }

        mutating func set<Value: Equatable>(_ field: WritableKeyPath<CheckedAppeal, Value?>, _ value: Value?) {
            guard let value, value != appeal[keyPath: field] else { return }
            appeal[keyPath: field] = value
            isNew = true
        }

        var event: AppealAmended {
            func changed<Value: Equatable>(_ field: KeyPath<CheckedAppeal, Value>) -> Value? {
                before[keyPath: field] == appeal[keyPath: field] ? nil : appeal[keyPath: field]
            }
            return AppealAmended(
                case: id, category: changed(\.category) ?? nil, unit: changed(\.unit) ?? nil,
                isForeignMatter: changed(\.isForeignMatter), isComplex: changed(\.isComplex),
                isAnonymous: changed(\.isAnonymous), hasContact: hasContact, callbackMethod: changed(\.callbackMethod),
                citizen: citizen,
                text: text, missing: appeal.missing)
        }
    }
}

extension Transaction {
    /// - Returns: nil when the request is new, else the fingerprint that it had.
    borrowing func keep(_ request: String, _ fingerprint: [UInt8], of district: DistrictID) throws -> [UInt8]? {
        let count = try change(
            """
            INSERT INTO amendments (district, request_id, fingerprint)
            VALUES (\(district), \(request)::uuid, \(fingerprint)) ON CONFLICT DO NOTHING
            """)
        if count == 1 { return nil }
        let rows = try run(
            "SELECT fingerprint FROM amendments WHERE district = \(district) AND request_id = \(request)::uuid")
        return try rows.first?.decode([UInt8].self)
    }

    borrowing func store(_ change: Amendment.Change, of district: DistrictID) throws {
        let appeal = change.appeal
        try execute(
            """
            UPDATE cases SET category = \(appeal.category?.rawValue), unit = \(appeal.unit),
                is_foreign_matter = \(appeal.isForeignMatter), is_complex = \(appeal.isComplex),
                is_anonymous = \(appeal.isAnonymous), callback_method = \(appeal.callbackMethod.rawValue),
                citizen_key = coalesce(\(change.citizen?.keyId), citizen_key),
                citizen_box = coalesce(\(change.citizen?.box), citizen_box),
                text_key = coalesce(\(change.text?.keyId), text_key),
                text_box = coalesce(\(change.text?.box), text_box),
                phone_hash = coalesce(\(change.phoneHash), phone_hash),
                promise_due_at = coalesce(\(change.promiseDue)::timestamptz, promise_due_at),
                on_air = \(appeal.onAir?.rawValue),
                said_key = coalesce(\(change.said?.keyId), said_key),
                said_box = coalesce(\(change.said?.box), said_box),
                missing = \(appeal.missing.joined(separator: " "))
            WHERE district = \(district) AND case_id = \(change.id)::uuid
            """)
    }
}
