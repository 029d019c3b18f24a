import Contracts

extension Samples {
    static let parked: [Sample] = [
        Sample(
            full: MessageParked(
                consumer: "dispatch", message: cause, sourceTopic: "hotline.appeals",
                sourceKey: "changzhou/\(matter)",
                reason: "AppealRegistered: case is missing"),
            minimal: MessageParked(
                consumer: "dispatch", message: cause, sourceTopic: "hotline.appeals",
                sourceKey: "changzhou/\(matter)",
                reason: "AppealRegistered: case is missing"))
    ]
}
