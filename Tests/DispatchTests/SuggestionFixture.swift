import Contracts
import DispatchService
import Foundation
import Sealing
import TestSupport

/// Cases with a text, and units that have handled them.
extension ServiceFixture<DispatchService> {
    /// Matters of two units, in sentences that share nothing but what all appeals share.
    static let pressure = ["水压不足请尽快处理", "自来水水压太低请处理", "高层水压不稳请有关部门处理", "早晚水压不足多次反映"]
    static let stalls = ["流动摊贩占道经营请处理", "烧烤摊占道经营请尽快处理", "占道经营影响通行请有关部门处理", "夜市摊贩占道多次反映"]

    /// A case that nobody has, unless a unit is named.
    func raise(
        _ text: String, unit: String? = nil, category: AppealCategory? = .complaint, of district: String = "changzhou",
        sealedWith ring: KeyRing? = nil
    ) async throws -> CaseID {
        var appeal = Appeal(unit: unit)
        appeal.category = category
        appeal.text = try seal(text, of: appeal.id, in: district, ring)
        try await hear(appeal.event(district), of: district)
        return appeal.id
    }

    func seal(
        _ text: String, of id: CaseID, in district: String = "changzhou", _ ring: KeyRing? = nil
    ) throws -> SealedText {
        try (ring ?? keys).seal(
            text, field: "text", of: SealSubject(district: DistrictID(district), case: id),
            month: Month(CivilDay(ofUTC: clock.now())))
    }

    /// A case that the unit has answered, and what the service learns of it.
    @discardableResult
    func handled(
        _ text: String, by unit: String, category: AppealCategory? = .complaint, of district: String = "changzhou",
        sealedWith ring: KeyRing? = nil
    ) async throws -> WorkOrderDispatched {
        let id = try await raise(text, unit: unit, category: category, of: district, sealedWith: ring)
        guard let order = try await orders(of: district).last(where: { $0.case == id }) else {
            throw NoWorkOrder(case: id)
        }
        try await finish(order, of: district)
        return order
    }

    func finish(_ order: WorkOrderDispatched, of district: String = "changzhou") async throws {
        for (command, body) in [("sign", ""), ("answer", #"{"text":"已处理"}"#)] {
            let answer = try await self.command(order.workOrder, command, body, of: district)
            guard answer.status == 200 else { throw Unexpected(answer) }
        }
        try await runDueWork()
    }

    /// So many matters of both units.
    func teach(
        _ count: Int = 24, of district: String = "changzhou", _ units: [String] = ["water-supply", "urban-management"]
    )
        async throws
    {
        for number in 0..<count {
            let (texts, unit) =
                number % 2 == 0 ? (Self.pressure, units[0]) : (Self.stalls, units[1])
            try await handled("\(number)号楼\(texts[number / 2 % texts.count])", by: unit, of: district)
        }
    }

    func suggestions(for id: CaseID, of district: String = "changzhou", as who: Who = .operator) async throws -> Answer
    {
        try await get("cases/\(id)/suggestions", of: district, as: who)
    }

    func suggestedUnits(for text: String, of district: String = "changzhou") async throws -> [String] {
        try await suggestions(for: raise(text, of: district), of: district).objects("suggestions")
            .compactMap { $0["unit"] as? String }
    }
}
