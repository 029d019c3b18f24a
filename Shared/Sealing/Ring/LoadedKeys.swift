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
    private static let trust = Duration.seconds(10)

    mutating func refreshIfStale(from file: KeyFile) throws {
        if ContinuousClock.now - lookedAt > Self.trust { try refresh(from: file) }
    }

    /// Reads the file if it was replaced since; one look at its status otherwise, so that a flood of unknown ids
    /// costs no more than that.
    mutating func refresh(from file: KeyFile) throws {
        let current = FileStamp(of: file.path)
        if current != stamp || current == nil {
            // The stamp is older than what is read, so a change in between is seen next time.
            try replace(with: file.records(), of: file)
            stamp = current
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
