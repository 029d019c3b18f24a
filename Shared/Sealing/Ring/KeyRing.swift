import Contracts
import Synchronization

/// The keys of all districts and months, for one purpose, kept in one file that several processes share.
///
/// Synchronous and safe from any thread, so that a transaction's body can seal. A key that another process added is
/// found when it is asked for; one that another process destroyed is forgotten here within ten seconds.
public final class KeyRing: Sendable {
    /// What a ring is for. Reports (举报) have a ring of their own, in another file, which only intake and the
    /// discipline roles are given.
    public enum Purpose: String, Sendable {
        case personal, vault
    }

    /// What to do about a month that has no key yet.
    public enum MissingMonths: Sendable {
        case create, refuse
    }

    private let file: KeyFile
    private let missingMonths: MissingMonths
    // A lock and not an actor: sealing happens in synchronous transactions. Held for a look into two dictionaries;
    // for file work only when a month begins or the file has changed.
    private let loaded = Mutex(LoadedKeys())

    /// - Throws: `SealingError.fileRefused` when the file is there and cannot be used.
    public init(
        file: String, purpose: Purpose, master: MasterKey, missingMonths: MissingMonths = .create
    ) throws {
        self.file = try KeyFile(path: file, purpose: purpose, master: master)
        self.missingMonths = missingMonths
        try loaded.withLock { try $0.refresh(from: self.file) }
    }

    /// Seals text under the month in which its case was registered, bound to district, case and field.
    public func seal(_ text: String, field: String, of subject: SealSubject, month: Month) throws -> SealedText {
        var text = text
        let key = try key(for: MonthKey.Slot(district: subject.district, month: month))
        return try text.withUTF8 { try key.seal(UnsafeRawBufferPointer($0), field: field, of: subject) }
    }

    public func seal(_ bytes: [UInt8], field: String, of subject: SealSubject, month: Month) throws -> SealedText {
        let key = try key(for: MonthKey.Slot(district: subject.district, month: month))
        return try bytes.withUnsafeBytes { try key.seal($0, field: field, of: subject) }
    }

    /// - Throws: `SealingError` when the box is not exactly what was sealed for this subject and field, or its key
    ///   is not there (any more).
    public func open(_ sealed: SealedText, field: String, of subject: SealSubject) throws -> String {
        let bytes = try openBytes(sealed, field: field, of: subject)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SealingError.notText(keyId: sealed.keyId, field: field)
        }
        return text
    }

    public func openBytes(_ sealed: SealedText, field: String, of subject: SealSubject) throws -> [UInt8] {
        let key = try key(of: sealed)
        guard key.slot.district == subject.district else {
            throw SealingError.notAuthentic(keyId: key.id, field: field)
        }
        return try key.open(sealed, field: field, of: subject)
    }

    /// The month under whose key it was sealed.
    ///
    /// - Throws: `SealingError` when the key is not there (any more).
    public func month(of sealed: SealedText) throws -> Month { try key(of: sealed).slot.month }

    private func key(of sealed: SealedText) throws -> MonthKey {
        let key = try loaded.withLock { loaded in
            try loaded.refreshIfStale(from: file)
            if loaded.byId[sealed.keyId] == nil { try loaded.refresh(from: file) }
            return loaded.byId[sealed.keyId]
        }
        switch key {
        case nil: throw SealingError.unknownKey(keyId: sealed.keyId)
        case .destroyed(let id): throw SealingError.keyDestroyed(keyId: id)
        case .live(let key): return key
        }
    }

    /// The months whose keys still exist, earliest first: a search by keyed hash asks for each of them.
    public func months(of district: DistrictID) throws -> [Month] {
        try loaded.withLock { loaded in
            try loaded.refresh(from: file)
            return loaded.byId.values.compactMap { entry -> Month? in
                guard case .live(let key) = entry, key.slot.district == district else { return nil }
                return key.slot.month
            }
        }.sorted()
    }

    /// Makes everything sealed or hashed under the month unreadable, everywhere and for good.
    ///
    /// Copies of the file must go too: back it up apart from the database, and no longer than the retention.
    ///
    /// - Throws: `SealingError.fileRefused`, also when the file is gone: the key would be in it when it comes back.
    public func destroy(district: DistrictID, month: Month) throws {
        let isNew = loaded.withLock { $0.isNew }
        try file.update(isNew: isNew) { records in
            for index in records.indices where records[index].district == district && records[index].month == month {
                records[index].wrapped = nil
            }
        }
        try loaded.withLock { try $0.refresh(from: file) }
    }

    func key(for slot: MonthKey.Slot) throws -> MonthKey {
        try loaded.withLock { loaded in
            try loaded.refreshIfStale(from: file)
            if loaded.bySlot[slot] == nil { try loaded.refresh(from: file) }
            if loaded.bySlot[slot] == nil, missingMonths == .create {
                try add(slot, isNew: loaded.isNew)
                try loaded.refresh(from: file)
            }
            switch loaded.bySlot[slot] {
            case .live(let key): return key
            case .destroyed(let id): throw SealingError.keyDestroyed(keyId: id)
            case nil: throw SealingError.noKey(district: slot.district, month: slot.month)
            }
        }
    }

    private func add(_ slot: MonthKey.Slot, isNew: Bool) throws {
        try file.update(isNew: isNew) { records in
            // Another process may have been first.
            guard !records.contains(where: { $0.district == slot.district && $0.month == slot.month }) else { return }
            records.append(try file.makeRecord(district: slot.district, month: slot.month))
        }
    }
}
