/// What a ring has read from its file.
struct LoadedKeys {
    enum Entry {
        case live(MonthKey)
        case destroyed(id: String)
    }

    private(set) var byId: [String: Entry] = [:]
    private(set) var bySlot: [MonthKey.Slot: Entry] = [:]
    private var stamp: FileStamp?
    private var lookedAt = ContinuousClock.now

    /// How long a destroyed key may still be used by a process that has it in memory.
    private let trust: Duration

    init(trust: Duration = .seconds(10)) { self.trust = trust }

    /// Nothing was read yet: a file that is not there is one that nobody has made. After that it is one that was lost, and
    /// whoever made another in its place would give its months second keys.
    var isNew: Bool { stamp == nil }

    /// Goes on with what was read where the file is gone: that tells of no key that was destroyed.
    mutating func refreshIfStale(from file: KeyFile) throws {
        guard ContinuousClock.now - lookedAt > trust else { return }
        if !isNew, FileStamp(of: file.path) == nil {
            lookedAt = .now
        } else {
            try refresh(from: file)
        }
    }

    /// Reads the file if it was replaced since; one look at its status otherwise, so that a flood of unknown ids
    /// costs no more than that.
    ///
    /// - Throws: `SealingError.fileRefused`, also where the file is gone; what was read before stays.
    mutating func refresh(from file: KeyFile) throws {
        let current = FileStamp(of: file.path)
        if let current, current != stamp {
            // The stamp is older than what is read, so a change in between is seen next time.
            try replace(with: file.records(isNew: false), of: file)
            stamp = current
        } else if current == nil, !isNew {
            throw SealingError.fileRefused(
                path: file.path, reason: "is gone; what was read of it stays in use, and no key is added to it")
        }
        lookedAt = .now
    }

    private mutating func replace(with records: [KeyFile.Record], of file: KeyFile) throws {
        var byId: [String: Entry] = [:]
        var bySlot: [MonthKey.Slot: Entry] = [:]
        for record in records {
            let slot = MonthKey.Slot(district: record.district, month: record.month)
            let entry = try entry(for: record, in: slot, of: file)
            guard byId.updateValue(entry, forKey: record.id) == nil, bySlot.updateValue(entry, forKey: slot) == nil
            else {
                throw SealingError.fileRefused(path: file.path, reason: "names key \(record.id) or its month twice")
            }
        }
        self.byId = byId
        self.bySlot = bySlot
    }

    private func entry(for record: KeyFile.Record, in slot: MonthKey.Slot, of file: KeyFile) throws -> Entry {
        // A key in use keeps its contexts.
        if record.wrapped != nil, case .live(let key) = byId[record.id], key.slot == slot { return .live(key) }
        guard let key = try file.unwrap(record) else { return .destroyed(id: record.id) }
        return .live(try MonthKey(id: record.id, slot: slot, key: key))
    }
}
