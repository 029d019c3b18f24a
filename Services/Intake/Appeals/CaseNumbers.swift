import Contracts
import Messaging
import Postgres

/// Case numbers, unique within a district: `CZ200514-000042`.
///
/// A process takes a block of a district's day from the database and hands its numbers out from memory, so that
/// registrations do not wait for each other. Numbers of a block that is not used up are lost: there are gaps.
actor CaseNumbers {
    private struct Block {
        let day: CivilDay
        var next: Int
        var end: Int
    }

    private static let sizes = 32...4096

    private let store: EventStore
    private var blocks: [DistrictID: Block] = [:]
    private var waiting: [DistrictID: [CheckedContinuation<Void, any Error>]] = [:]

    init(store: EventStore) { self.store = store }

    /// - Parameter day: the district's own.
    func next(of district: DistrictID, on day: CivilDay, prefix: String) async throws -> CaseNumber {
        while true {
            if var block = blocks[district], block.day == day, block.next < block.end {
                defer { blocks[district] = block }
                let number = Self.text(prefix, day, block.next)
                block.next += 1
                return number
            }
            if waiting[district] == nil {
                try await refill(district, day)
            } else {
                try await withCheckedThrowingContinuation { waiting[district]?.append($0) }
            }
        }
    }

    /// One asks the database, whoever comes meanwhile waits for the same answer.
    private func refill(_ district: DistrictID, _ day: CivilDay) async throws {
        waiting[district] = []
        do {
            let size = size(after: blocks[district], on: day)
            let end = try await store.read(in: district) { transaction in
                try transaction.takeNumbers(size, of: district, on: day)
            }
            blocks[district] = Block(day: day, next: end - size, end: end)
            for waiter in waiting.removeValue(forKey: district) ?? [] { waiter.resume() }
        } catch {
            for waiter in waiting.removeValue(forKey: district) ?? [] { waiter.resume(throwing: error) }
            throw error
        }
    }

    /// Twice as many each time on one day, so that a quiet town's numbers have small gaps and a busy one asks seldom.
    private func size(after block: Block?, on day: CivilDay) -> Int {
        guard let block, block.day == day else { return Self.sizes.lowerBound }
        return min(max(block.end, Self.sizes.lowerBound), Self.sizes.upperBound)
    }

    private static func text(_ prefix: String, _ day: CivilDay, _ number: Int) -> CaseNumber {
        func digits(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
        }
        let date = digits(day.year % 100, 2) + digits(day.month, 2) + digits(day.day, 2)
        return CaseNumber(prefix + date + "-" + digits(number, 6))
    }
}

extension Transaction {
    /// - Returns: the number behind the block.
    borrowing func takeNumbers(_ count: Int, of district: DistrictID, on day: CivilDay) throws -> Int {
        let rows = try run(
            """
            INSERT INTO case_number_blocks (district, day, next_number) VALUES (\(district), \(day), 1 + \(count)::integer)
            ON CONFLICT (district, day) DO UPDATE SET next_number = case_number_blocks.next_number + \(count)::integer
            RETURNING next_number
            """)
        return try rows.first?.decode(Int.self) ?? 0
    }
}
