import Contracts
import HTTP
import ServiceKit

/// An appeal whose every field is in order, with what follows from them.
struct CheckedAppeal: Sendable {
    var channel: AppealChannel
    var category: AppealCategory?
    var unit: UnitID?
    var broadcast: BroadcastID?
    var onAir: OnAirOutcome?
    var isForeignMatter = false
    var isComplex = false
    var isAnonymous = false
    var callbackMethod: CallbackMethod
    var citizen: Citizen?
    var text: String?
    /// Fields that are still to be asked for.
    var missing: [String]
}

/// Who registers: a citizen without a token, or an operator.
enum Registrant: Sendable {
    case citizen, `operator`

    var channels: [AppealChannel] { self == .citizen ? [.web, .message] : AppealChannel.allCases }
}

extension AppealDraft {
    static let longestText = 5_000

    /// - Parameter path: before the names of fields in problems.
    func checked(for registrant: Registrant, in facts: DistrictFacts, path: String = "") throws(Problem)
        -> CheckedAppeal
    {
        var check = FieldCheck(path: path)
        let text = check.text("text", text, atMost: Self.longestText)
        if text == nil { check.fault("text", "is missing") }
        let citizen = check.citizen(citizen)
        if isAnonymous == true, citizen != nil { check.fault("citizen", "must be left out by who is anonymous") }
        check.unit(unit, in: facts)
        let channel = channel ?? (registrant == .citizen ? .web : .hotline12345)
        checkChannel(channel, for: registrant, &check)
        try check.finish()
        var appeal = CheckedAppeal(
            channel: channel, category: category, unit: unit, broadcast: broadcast,
            onAir: Self.onAir(channel, broadcast), isForeignMatter: isForeignMatter ?? false,
            isComplex: isComplex ?? false, isAnonymous: isAnonymous ?? false,
            callbackMethod: .none, citizen: citizen, text: text, missing: [])
        appeal.callbackMethod = appeal.callbackMethod(wanted: callbackMethod)
        appeal.missing = appeal.missingFields
        return appeal
    }

    private func checkChannel(_ channel: AppealChannel, for registrant: Registrant, _ check: inout FieldCheck) {
        if !registrant.channels.contains(channel) {
            check.fault("channel", "must be \(registrant.channels.map(\.rawValue).joined(separator: " or "))")
        }
        if registrant == .citizen {
            for (field, isGiven) in [
                ("broadcast", broadcast != nil), ("isComplex", isComplex != nil),
                ("isForeignMatter", isForeignMatter != nil),
            ] where isGiven { check.fault(field, "is for the operator to say") }
        }
        if channel == .onAir, broadcast == nil { check.fault("broadcast", "is missing for what was raised on air") }
        if channel != .onAir, channel != .offAir, broadcast != nil {
            check.fault("broadcast", "goes with the channels onAir and offAir only")
        }
    }

    /// What was raised in a show and is entered here was accepted there; an answer or a promise is logged as a call.
    private static func onAir(_ channel: AppealChannel, _ broadcast: BroadcastID?) -> OnAirOutcome? {
        switch channel {
        case .onAir: .accepted
        case .offAir where broadcast != nil: .notPutThrough
        default: nil
        }
    }
}

extension CheckedAppeal {
    /// Who left no number cannot be rung; whoever came by the web can still be asked there, by the claim code.
    func callbackMethod(wanted: CallbackMethod?) -> CallbackMethod {
        if isAnonymous { return .none }
        let hasPhone = citizen?.phone != nil
        switch wanted {
        case .phone?, .text?: return hasPhone ? wanted ?? .phone : .none
        case .web?, .some(.none): return wanted ?? .none
        case nil: return hasPhone ? .phone : channel == .web ? .web : .none
        }
    }

    /// What an appeal should have and this one has not (rule CZ-48: the full name, else anonymous).
    var missingFields: [String] {
        var fields: [String] = []
        if category == nil { fields.append("category") }
        if text == nil { fields.append("text") }
        if !isAnonymous {
            if citizen?.name == nil { fields.append("citizen.name") }
            if citizen?.phone == nil { fields.append("citizen.phone") }
        }
        return fields
    }
}
