import Contracts
import DispatchService
import Foundation
import HTTP
import Postgres
import Sealing

/// A dispatch that a year of made-up appeals has gone through, and appeals that wait for their unit.
struct SuggestPlace: Sendable {
    static let district = DistrictID("changzhou")
    static let seed: UInt64 = 20_201_127

    struct Asked: Sendable {
        let id: CaseID
        let appeal: MadeAppeal
    }

    private let dispatch: BenchService<DispatchService>
    private let operatorToken: String
    private let rows: SuggestRows
    private var keys: KeyRing { dispatch.hosting.context.keys }

    init(_ bench: BenchStack) async throws {
        let played = try PlayedDistrict(Self.district.rawValue, deploy: bench.settings.deploy)
        let tokens = try SimulatedTokens(of: [played.district])
        operatorToken = tokens.token(of: .operator) ?? ""
        dispatch = try await BenchService(bench, name: "suggestbench", tokens: tokens.accepted)
        rows = try await SuggestRows(
            dispatch.administrator, schema: dispatch.schema, keys: dispatch.hosting.context.keys)
        let table = try TextFile.read(bench.settings.deploy.appending(path: "calendar/cn_calendar.csv").path)
        let pack = played.district.pack
        let longAgo = Instant(seconds: 1_420_070_400)  // 2015, where the table begins
        try await dispatch.hear(
            CalendarPublished(version: "cn", table: table, years: Array(2015...2026)), of: DistrictID("cn"),
            at: longAgo)
        try await dispatch.hear(
            RulePackAdopted(version: pack.version, effectiveFrom: pack.identity.effectiveFrom, source: played.pack),
            of: Self.district, at: longAgo)
        _ = try await send(.put, "/units", Array(played.units.utf8))
    }

    /// - Throws: `CommandFailure` for any answer but a 200.
    private func send(_ method: HTTP.Method, _ path: String, _ body: [UInt8] = []) async throws -> Response {
        var headers = Headers()
        headers["Authorization"] = "Bearer \(operatorToken)"
        if !body.isEmpty { headers["Content-Type"] = "application/yaml" }
        let answer = await dispatch.hosting.router.handle(
            try Request(method, "/v1/districts/\(Self.district)" + path, headers: headers, body: body))
        guard answer.status == 200 else { throw CommandFailure("\(path) was answered by \(answer.status)") }
        return answer
    }

    /// Rows that the past is counted in.
    func counts() async throws -> Int { try await rows.count("learnt_terms") }

    func close() async {
        await rows.close()
        await dispatch.close()
    }

    /// So many handled cases of the last year.
    ///
    /// - Returns: seconds that the service took to learn from them.
    func learn(_ count: Int) async throws -> Double {
        let now = dispatch.hosting.context.clock.now()
        for start in stride(from: 0, to: count, by: SuggestRows.batch) {
            let numbers = start..<min(start + SuggestRows.batch, count)
            try await rows.insert(
                numbers.map { number in
                    let ago = Int64(number % 360) * 86_400
                    return .init(
                        appeal: PastAppeals.appeal(number, seed: Self.seed), at: now.advanced(bySeconds: -ago),
                        isHandled: true)
                })
        }
        let begin = ContinuousClock.now
        let learning = try dispatch.work("lessons")
        while try await learning.run(at: dispatch.hosting.context.clock.now()) > 0 {}
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let taught = try await rows.count("lessons")
        guard taught == count else { throw CommandFailure("\(taught) of \(count) cases were learnt from") }
        try await rows.settle()
        return seconds
    }

    func store(heldOut count: Int) async throws -> [Asked] {
        let now = dispatch.hosting.context.clock.now()
        let entries = (0..<count).map {
            SuggestRows.Entry(appeal: LaterAppeals.appeal($0, seed: Self.seed), at: now, isHandled: false)
        }
        for start in stride(from: 0, to: count, by: SuggestRows.batch) {
            try await rows.insert(Array(entries[start..<min(start + SuggestRows.batch, count)]))
        }
        return entries.map { Asked(id: $0.id, appeal: $0.appeal) }
    }

    private struct Answered: Decodable {
        struct Suggested: Decodable { let unit: String }
        let suggestions: [Suggested]
    }

    /// - Returns: for each appeal how long its suggestion took, and where its unit stood.
    func suggest(_ asked: [Asked]) async throws -> (milliseconds: [Double], ranks: [Int?]) {
        var (milliseconds, ranks) = ([Double](), [Int?]())
        for one in asked {
            let begin = ContinuousClock.now
            let answer = try await send(.get, "/cases/\(one.id)/suggestions")
            milliseconds.append((ContinuousClock.now - begin) / .milliseconds(1))
            let units = try JSONDecoder().decode(Answered.self, from: Data(answer.body)).suggestions.map(\.unit)
            ranks.append(units.firstIndex(of: one.appeal.unit).map { $0 + 1 })
        }
        return (milliseconds, ranks)
    }

    /// - Returns: seconds for the same counts of all of them, read with nothing around it.
    func readBarely(_ asked: [Asked]) async throws -> Double {
        let months = try keys.months(of: Self.district)
        let hashes = try asked.map { one in
            try months.flatMap { month in
                try keys.hashes(of: Self.bigrams(one.appeal.text), district: Self.district, month: month)
            }
        }
        let begin = ContinuousClock.now
        for own in hashes { try await rows.readBarely(own) }
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    private static func bigrams(_ text: String) -> [Bigram] {
        let letters = text.unicodeScalars.compactMap { Trigrams.fold($0.value) }
        return Array(Set(zip(letters, letters.dropFirst()).map { Bigram($0, $1) }))
    }
}
