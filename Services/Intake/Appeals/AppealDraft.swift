import Contracts

/// An appeal as it is sent in; what is not given may be asked for later.
struct AppealDraft: Decodable, Sendable {
    var channel: AppealChannel?
    var category: AppealCategory?
    var unit: UnitID?
    var broadcast: BroadcastID?
    var isForeignMatter: Bool?
    var isComplex: Bool?
    var isAnonymous: Bool?
    var callbackMethod: CallbackMethod?
    var citizen: Citizen?
    var text: String?
    /// For an item of a batch; a single appeal has it in the header `Idempotency-Key`.
    var idempotencyKey: String?

    /// What two requests with one key must have in common.
    var fingerprintParts: [String] {
        func flag(_ value: Bool?) -> String { value.map { $0 ? "1" : "0" } ?? "-" }
        func text(_ value: String?) -> String { value.map { "+" + $0 } ?? "-" }
        return [
            text(channel?.rawValue), text(category?.rawValue), text(unit?.rawValue), text(broadcast?.rawValue),
            flag(isForeignMatter), flag(isComplex), flag(isAnonymous), text(callbackMethod?.rawValue),
            text(citizen?.name), text(citizen?.phone), text(citizen?.address), text(self.text),
        ]
    }
}
