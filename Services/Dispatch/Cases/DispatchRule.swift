import Contracts
import RulePacks

/// Where an appeal goes and when (rules CZ-42, CZ-45), as its rule pack has it.
struct DispatchRule: Sendable {
    let policy: DispatchPolicy
    let now: Instant

    /// When a work order goes out that a fact sets off: as long as dispatch is at hand at the fact's own instant, whichever
    /// topic was quicker. What could not go out then, in an outage, goes out now: nobody owes within an hour what lay on the
    /// way for two, and what should have gone out that day did not.
    static func goingOut(after fact: Instant, now: Instant) -> Instant {
        fact < now.advanced(bySeconds: -60) ? now : fact
    }

    /// Whether it goes out only when its show is over.
    func waitsForClose(_ appeal: AppealRegistered) -> Bool {
        guard appeal.broadcast != nil else { return false }
        switch appeal.onAir {
        case .answered, .promised, .accepted: return policy.onAir == .whenBroadcastCloses
        case .notPutThrough: return policy.notPutThrough == .whenBroadcastCloses
        case nil: return false
        }
    }

    /// Works out where the case stands, and the first work order where it can go out.
    ///
    /// - Parameter closing: of the case's show, when that is over.
    func decide(_ file: inout CaseFile, _ closing: Closing?, in district: DistrictID) throws -> WorkOrder? {
        let waits = waitsForClose(file.appeal)
        if waits, closing == nil {
            try file.follow(.wait)
            return nil
        }
        // What was raised on air and names no unit is for the unit that was on air, where that was one.
        let unit = file.appeal.unit ?? (file.isOnAir ? closing?.onlyUnit : nil)
        guard let unit else {
            if file.state.stage == .waiting { try file.follow(.release) }
            return nil
        }
        var at = file.readyAt
        if let closing, waits || file.appeal.unit == nil { at = max(at, closing.at) }
        try file.follow(.send)
        return WorkOrder(
            id: try WorkOrder.id(of: file.id, round: 1, unit: unit, in: district), caseID: file.id, unit: unit,
            basis: file.appeal.basis, isLead: true, round: 1, previous: nil,
            dispatchedAt: Self.goingOut(after: at, now: now))
    }
}

extension AppealRegistered {
    var basis: DispatchBasis {
        if isOnAir { return .onAir }
        return onAir == .notPutThrough || channel == .offAir ? .offAir : .direct
    }
}
