import Contracts
import Foundation
import HTTP
import IntakeService
import Messaging
import Postgres
import ServiceKit

/// Intake with a year of cases in it.
struct RepeatsPlace: Sendable {
    /// A case, and the one that tells the same again.
    struct Planted: Sendable {
        let first: String
        let repeated: String
    }

    private static let path = "/v1/districts/changzhou"
    private static let batch = 1_000
    private static let months = 12

    private let intake: BenchService<IntakeService>
    private let clock = ManualClock(Instant(seconds: 1_589_421_600))  // 2020-05-14 10:00 in China
    private let operatorToken: String
    private let admin: Connection

    init(_ bench: BenchStack) async throws {
        let played = try PlayedDistrict("changzhou", deploy: bench.settings.deploy)
        let tokens = try SimulatedTokens(of: [played.district])
        operatorToken = tokens.token(of: .operator) ?? ""
        intake = try await BenchService(
            bench, name: "repeatsbench", clock: clock, tokens: tokens.accepted,
            environment: ["HOTLINE_INTAKE_REGISTRATIONS": "0", "HOTLINE_INTAKE_SKETCHES": "0"])
        var settings = intake.administrator
        settings.searchPath = [intake.schema]
        admin = try await Connection.connect(to: settings)
        let version = played.district.pack.version
        let adopted = try await send(
            .put, "/rule-packs/\(version)", Array(played.pack.utf8), type: "application/yaml")
        guard adopted.status == 201 else { throw CommandFailure("the rule pack was not adopted: \(adopted.status)") }
    }

    func close() async {
        await admin.close()
        await intake.close()
    }

    // MARK: filling

    /// Registers the cases in twelve months' time, sketched; at the end the planted repeats.
    func fill(cases: Int, planting searches: Int) async throws -> [Planted] {
        var texts = RepeatTexts(seed: 1)
        var told: [(number: String, matter: RepeatTexts.Matter)] = []
        let every = max(1, cases / searches)
        var seen = 0
        for month in 0..<Self.months {
            if month > 0 { clock.advance(bySeconds: 30 * 86_400) }
            var left = cases / Self.months + (month < cases % Self.months ? 1 : 0)
            while left > 0 {
                let matters = (0..<min(left, Self.batch)).map { _ in texts.matter() }
                let numbers = try await register(matters.map { texts.text(of: $0) })
                left -= matters.count
                for (number, matter) in zip(numbers, matters) {
                    if seen % every == 0, told.count < searches { told.append((number, matter)) }
                    seen += 1
                }
            }
            try await sketch()
        }
        let again = try await register(told.map { texts.text(of: $0.matter) })
        try await sketch()
        try await admin.run("VACUUM ANALYZE cases, case_sketches, case_sketch_keys, case_links")
        return zip(told, again).map { Planted(first: $0.number, repeated: $1) }
    }

    private struct Numbered: Decodable {
        struct Result: Decodable {
            let caseNumber: String?
        }

        let results: [Result]
    }

    private func register(_ texts: [String]) async throws -> [String] {
        let items = texts.map { #"{"text":"\#($0)","category":"complaint","isAnonymous":true}"# }
        let body = #"{"appeals":[\#(items.joined(separator: ","))]}"#
        let response = try await send(.post, "/appeals:batch", Array(body.utf8))
        let numbers = try JSONDecoder().decode(Numbered.self, from: Data(response.body)).results.compactMap(
            \.caseNumber)
        guard numbers.count == texts.count else {
            throw CommandFailure("\(numbers.count) of \(texts.count) appeals were registered")
        }
        return numbers
    }

    private func sketch() async throws {
        let work = try intake.work("sketches")
        while try await work.run(at: clock.now()) > 0 {}
    }

    // MARK: searching

    private struct Proposals: Decodable {
        struct Proposal: Decodable {
            let caseNumber: String
        }

        let proposals: [Proposal]
    }

    /// - Returns: whether the case was proposed that it repeats.
    func search(_ number: String, finds first: String) async throws -> Bool {
        let response = try await send(.get, "/cases/\(number)/repeats")
        guard response.status == 200 else { throw CommandFailure("the search answered \(response.status)") }
        let found = try JSONDecoder().decode(Proposals.self, from: Data(response.body)).proposals
        return found.contains { $0.caseNumber == first }
    }

    /// Some of the keys that are there, for a bare look-up.
    func keys() async throws -> [String] {
        let rows = try await admin.run(
            "SELECT hash::text FROM case_sketch_keys WHERE district = 'changzhou' ORDER BY random() LIMIT 20000")
        return try rows.map { try $0.decode(String.self) }
    }

    /// - Returns: milliseconds.
    func lookUp(_ keys: some Sequence<String>) async throws -> Double {
        let list = keys.joined(separator: " ")
        let begin = ContinuousClock.now
        try await admin.run(
            """
            SELECT count(*) FROM unnest(string_to_array(\(list), ' ')::bigint[]) AS own (hash)
            CROSS JOIN LATERAL (SELECT FROM case_sketch_keys k
                WHERE k.district = 'changzhou' AND k.hash = own.hash LIMIT 100) AS found
            """)
        return (ContinuousClock.now - begin) / .milliseconds(1)
    }

    private func send(
        _ method: HTTP.Method, _ path: String, _ body: [UInt8] = [], type: String = "application/json"
    ) async throws -> Response {
        var headers = Headers()
        headers["Authorization"] = "Bearer \(operatorToken)"
        if !body.isEmpty { headers["Content-Type"] = type }
        return await intake.hosting.router.handle(
            try Request(method, Self.path + path, headers: headers, body: body))
    }
}
