import Contracts

/// One event type with everything in it, and with nothing that may be left out.
struct Sample: Sendable, CustomStringConvertible {
    let full: any Event
    let minimal: any Event

    var type: any Event.Type { Swift.type(of: full) }
    var description: String { type.name }
}

/// A sample of every event in the catalogue, by topic, made of the values below.
enum Samples {
    static let all: [Sample] = [
        districts, units, broadcasts, appeals, workOrders, deadlines, escalations, callbacks,
        deliveries, parked,
    ].flatMap { $0 }

    static let matter = CaseID("0b6a2f9e-6c1d-4a57-9f0e-2f5c3a1d7b11")
    static let otherMatter = CaseID("7d1f4c52-92f3-4f5e-8a7b-11c0e9d3a2f4")
    static let number = CaseNumber("CZ200514-000042")
    static let workOrder = WorkOrderID("3f0c7f6a-1c42-8d5b-b6a1-90c4d2e8f713")
    static let otherWorkOrder = WorkOrderID("a4de1b08-5f77-8c0a-9d2e-6b3f81c5e920")
    static let unit = UnitID("urban-management")
    static let otherUnit = UnitID("water-supply")
    static let show = BroadcastID("2020-05-14")
    static let clock = ClockName("sign")
    static let rule = RuleID("CZ-54")
    static let deadline = DeadlineID("5b8d2c1e-0a63-8f94-a1c7-3e9f60b7d524")
    static let accountability = AccountabilityID("0d4be7a2-51c3-8f08-9a6d-7c2e1f5b9a34")
    static let referral = ReferralID("5e8a1c90-3d27-8b46-8e15-b90f6a4d2c71")
    static let supervision = SupervisionID("c2a9f3d1-7b50-8e16-8f4d-d05a7e3b9c68")
    static let callback = CallbackID("e81f6b34-2d9c-8a75-b3e0-74c1a5f2d896")
    static let delivery = DeliveryID("91c5e7a2-f048-8b3d-95d6-2a7fb0c4e381")
    static let cause = EventID("d7304e9b-6a1f-8c52-8e97-b5f3c2a0d164")
    static let earlier = Instant(milliseconds: 1_589_421_600_000)
    static let instant = Instant(milliseconds: 1_589_443_200_250)
    static let day = CivilDay(since1970: 18_396)
    static let sealed = SealedText(
        keyId: "changzhou-2020-05", box: "AWJveCBvZiBhIGNpdGl6ZW4ncyBuYW1lIGFuZCBwaG9uZSBudW1iZXI=")
}
