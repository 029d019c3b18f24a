import Contracts

extension RulePack {
    /// What in the pack's sections keeps such a fact from ever coming about, as the services go by them; nil where nothing does.
    ///
    /// - Returns: such as `rework.isAllowed is false`. What depends on people (whether anybody objects, whether a letter is
    ///   issued) is not judged, nor what a code or a number in a condition would take.
    func absence(of trigger: Trigger) -> String? {
        switch trigger.on {
        case .reworkRequested, .reworkOrdered: rework.isAllowed ? nil : "rework.isAllowed is false"
        case .extensionGranted, .extensionRefused: extensions.isAllowed ? nil : "extension.isAllowed is false"
        case .workOrderTransferred: transfer.foreignMatter == .transfer ? nil : "transfer.foreignMatter is keepOwner"
        case .workOrderObjected, .objectionDecided: transfer.objections > 0 ? nil : "transfer.objections is 0"
        case .workOrderDispatched:
            absence(ofRounds: trigger.conditions.filter { $0.attribute == .round })
                ?? absence(ofDispatch: trigger.conditions.filter { $0.attribute == .basis })
        default: nil
        }
    }

    /// The first round, and those that rework makes.
    private func absence(ofRounds conditions: [Condition]) -> String? {
        let rounds = 1...(rework.isAllowed ? 1 + max(0, rework.maxRounds) : 1)
        guard !rounds.contains(where: { round in conditions.allSatisfy { $0.holds(for: .number(round)) } }) else {
            return nil
        }
        return rework.isAllowed ? "rework.maxRounds is \(rework.maxRounds)" : "rework.isAllowed is false"
    }

    /// Every dispatch says why it is sent.
    private func absence(ofDispatch conditions: [Condition]) -> String? {
        let meant = DispatchBasis.allCases.filter { basis in
            conditions.allSatisfy { $0.holds(for: .text(basis.rawValue)) }
        }
        let hindrances = meant.map(absence(ofBasis:))
        return hindrances.contains(nil) ? nil : hindrances.first.flatMap { $0 }
    }

    private func absence(ofBasis basis: DispatchBasis) -> String? {
        switch basis {
        case .rework where !rework.isAllowed: "rework.isAllowed is false"
        // What was rightly returned is given to another unit even where none passes its matter on.
        case .transfer where transfer.foreignMatter == .keepOwner && transfer.objections == 0:
            "transfer.foreignMatter is keepOwner and transfer.objections is 0"
        default: nil
        }
    }
}

extension [Condition] {
    /// An attribute of which no value fulfils all of these; nil where each has one. What is not known fulfils a negative alone.
    var contradiction: FactAttribute? {
        first { condition in
            let same = filter { $0.attribute == condition.attribute }
            return !condition.isNegated
                && !condition.values.contains { value in same.allSatisfy { $0.holds(for: value) } }
        }?.attribute
    }
}
