import Contracts
import Foundation
import RulePacks

/// What the letter about a fact says beside its unit, clock and due time.
enum Particulars: Sendable {
    /// On an objection.
    case ruling(isUpheld: Bool)
    /// To whom a matter was passed on; nil while the platform has yet to choose.
    case transfer(to: UnitID?)

    static let types: Set<String> = [ObjectionDecided.type, WorkOrderTransferred.type]

    private struct Event: Decodable {
        struct Fact: Decodable {
            let isUpheld: Bool?
            let to: UnitID?
        }

        let data: Fact
    }

    /// - Returns: nil for a notice of something else.
    init?(_ delivery: Delivery) throws {
        guard Self.types.contains(delivery.type), let payload = delivery.payload else { return nil }
        let fact = try JSONDecoder().decode(Event.self, from: Data(payload.utf8)).data
        switch (delivery.type, fact.isUpheld) {
        case (WorkOrderTransferred.type, _): self = .transfer(to: fact.to)
        case (_, let isUpheld?): self = .ruling(isUpheld: isUpheld)
        default: return nil
        }
    }

    /// Units whose names it needs.
    var units: Set<UnitID> {
        if case .transfer(let to?) = self { [to] } else { [] }
    }

    var label: Title {
        switch self {
        case .ruling: Title(zh: "裁定", en: "Ruling")
        case .transfer: Title(zh: "转至", en: "Passed on to")
        }
    }

    /// - Parameter names: of `units`, as far as they are known.
    func text(_ names: [UnitID: String]) -> Title {
        switch self {
        case .ruling(true): Title(zh: "异议成立，不再由该单位办理", en: "upheld; the unit need not handle the matter")
        case .ruling(false): Title(zh: "异议不成立，由该单位继续办理", en: "not upheld; the unit handles the matter")
        case .transfer(nil): Title(zh: "待平台确定", en: "yet to be chosen by the platform")
        case .transfer(let to?):
            Title(zh: names[to] ?? to.rawValue, en: names[to] ?? to.rawValue)
        }
    }
}
