import Contracts

extension Samples {
    static let units: [Sample] = [
        Sample(
            full: UnitChanged(
                unit: unit, name: "城市管理局", aliases: ["城管局"], validFrom: day, validTo: day, liaison: sealed),
            minimal: UnitChanged(unit: unit, name: "城市管理局", aliases: []))
    ]
}
