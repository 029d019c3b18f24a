import Contracts
import IntakeService
import Messaging
import TestSupport

/// Intake with Changzhou's rule pack adopted and some units known.
typealias IntakeFixture = ServiceFixture<IntakeService>

extension ServiceFixture<IntakeService> {
    static var changzhou: String { "/v1/districts/changzhou" }
    /// 2020-05-14, a Thursday, 09:30 in Changzhou: the show of 新北区 is on.
    static var onAir: Instant { Instant(rfc3339: "2020-05-14T01:30:00Z") ?? .earliest }

    /// - Parameter district: whether Changzhou's rule pack is adopted and some units are known.
    init(district: Bool = true, environment: [String: String] = [:]) async throws {
        try await self.init(at: Self.onAir, environment: environment)
        if district { try await adopt() }
    }

    /// At another time, with Changzhou known.
    static func changzhou(at now: Instant) async throws -> IntakeFixture {
        let fixture = try await IntakeFixture(at: now)
        try await fixture.adopt()
        return fixture
    }

    private func adopt() async throws {
        let answer = try await send(
            .put, "\(Self.changzhou)/rule-packs/changzhou-2020.1", text: Self.deploy("districts/changzhou/pack.yaml"),
            type: "application/yaml")
        guard answer.status == 201 else { throw Unexpected(answer) }
        for (unit, name) in [("xinbei", "新北区"), ("water-supply", "通用水司"), ("urban-management", "城市管理局")] {
            try await hear(UnitChanged(unit: UnitID(unit), name: name, aliases: [name + "（旧）"]))
        }
    }

    func post(
        _ path: String, _ json: String, as who: Who = .operator, key: String? = nil, peer: String = "192.0.2.1"
    ) async throws -> Answer {
        try await send(
            .post, Self.changzhou + path, text: json, as: who, headers: key.map { ["Idempotency-Key": $0] } ?? [:],
            peer: peer)
    }

    func get(_ path: String, as who: Who = .operator, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, Self.changzhou + path, as: who, headers: headers)
    }
}
