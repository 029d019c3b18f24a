import Contracts
import Foundation

/// The file of a ring: one record for each district and month, the key in it sealed under the master key.
struct KeyFile: Sendable {
    struct Record: Codable {
        let id: String
        let district: DistrictID
        let month: Month
        /// Base64 of the month's key, sealed; absent when the key was destroyed.
        var wrapped: String?
    }

    private struct Contents: Codable {
        var version = 1
        var purpose: String
        var keys: [Record]
    }

    let path: String
    let purpose: KeyRing.Purpose
    private let wrapping: AuthenticatedCipherPool

    init(path: String, purpose: KeyRing.Purpose, master: MasterKey) throws {
        self.path = path
        self.purpose = purpose
        // The master key wraps and does nothing else; another purpose gets another key from it.
        let key = try MessageCode(key: master.bytes).code(of: ["hotline.wrap.1", purpose.rawValue])
        wrapping = ContextPool { try AuthenticatedCipher(key: key) }
    }

    /// - Parameter isNew: no key has ever been read from it, so that a file that is not there holds none yet.
    /// - Throws: `SealingError.fileRefused`, also for a file that was there and is gone.
    func records(isNew: Bool) throws -> [Record] {
        if isNew, FileStamp(of: path) == nil { return [] }
        let contents: Contents
        do {
            contents = try JSONDecoder().decode(Contents.self, from: Data(try PrivateFile.read(path)))
        } catch let error as DecodingError {
            throw SealingError.fileRefused(path: path, reason: "is not a key ring (\(place(of: error)))")
        }
        guard contents.version == 1, contents.purpose == purpose.rawValue else {
            throw SealingError.fileRefused(
                path: path, reason: "is not a key ring of version 1 for the purpose \(purpose.rawValue)")
        }
        return contents.keys
    }

    /// Changes the records while no other process does.
    ///
    /// - Parameter isNew: as of `records`.
    func update(isNew: Bool, _ change: (inout [Record]) throws -> Void) throws {
        try LockFile.hold(beside: path) {
            var records = try records(isNew: isNew)
            try change(&records)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            let contents = Contents(purpose: purpose.rawValue, keys: records)
            try PrivateFile.write(Array(try encoder.encode(contents)), to: path)
        }
    }

    func makeRecord(district: DistrictID, month: Month) throws -> Record {
        let id = "\(month).\(try RandomBytes.make(6).hex)"
        let key = try RandomBytes.make(32)
        var record = Record(id: id, district: district, month: month)
        let box = try key.withUnsafeBytes { key in
            try associated(record).withUnsafeBytes { data in try wrapping.lend { try $0.seal(key, with: data) } }
        }
        record.wrapped = Base64.encode(box)
        return record
    }

    /// - Returns: nil when the key was destroyed.
    func unwrap(_ record: Record) throws -> [UInt8]? {
        guard let wrapped = record.wrapped else { return nil }
        let key = try Base64.decode(wrapped)?.withUnsafeBytes { box in
            try associated(record).withUnsafeBytes { data in try wrapping.lend { try $0.open(box, with: data) } }
        }
        guard let key, key.count == 32 else {
            throw SealingError.fileRefused(
                path: path, reason: "key \(record.id) does not open under this master key: altered, or another master")
        }
        return key
    }

    private func associated(_ record: Record) -> [UInt8] {
        [record.id, record.district.rawValue, record.month.description, purpose.rawValue]
            .reduce(into: []) { $0.appendLengthPrefixed($1) }
    }

    private func place(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "\(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "at "
                + (context.codingPath.isEmpty
                    ? "the top" : context.codingPath.map(\.stringValue).joined(separator: "."))
        @unknown default: "unreadable"
        }
    }
}

typealias AuthenticatedCipherPool = ContextPool<AuthenticatedCipher>
