/// One thing that a pack says where the documents contradict themselves or are silent.
public struct PackChoice: Hashable, Sendable {
    /// The key of a policy, or the place in a section: `promptly.workingDays`, `extension.atMost`.
    public let name: String
    public let value: PolicyValue
}

extension RulePack {
    /// What the pack says on a contradiction, by policies, sections and ladders; empty where clocks alone settle it.
    ///
    /// - Parameter contradiction: its number in the list of rules, such as `X25`.
    public func choices(on contradiction: String) -> [PackChoice] {
        let policies = PolicyKey.allCases.filter { $0.contradiction == contradiction }
            .map { PackChoice(name: $0.rawValue, value: policy($0)) }
        return (policies + sections(on: contradiction)).sorted { $0.name < $1.name }
    }

    private func sections(on contradiction: String) -> [PackChoice] {
        switch contradiction {
        case "X01": milestones
        case "X13": [flag("callback.isWaivedForAnonymous", callback.isWaivedForAnonymous)]
        case "X14":
            [flag("rework.isAllowed", rework.isAllowed)]
                + (rework.isAllowed ? [PackChoice(name: "rework.maxRounds", value: .number(rework.maxRounds))] : [])
        case "X24":
            ladders.filter { $0.rungs.contains { $0.emit == .overdueFiled } }.map { ladder in
                PackChoice(name: "ladders.\(ladder.name)", value: .texts(ladder.rungs.map(\.emit.rawValue)))
            }
        case "X25": extensionChoices
        case "X30": [PackChoice(name: "transfer.foreignMatter", value: .text(transfer.foreignMatter.rawValue))]
        default: []
        }
    }

    /// Which clock of the contact list warns, which is missed and which bars the unit.
    private var milestones: [PackChoice] {
        let texts = clocks.filter { $0.settles.contains("X01") }.map { clock in
            "\(clock.name) (\(clock.rule)): \(clock.isHardStop ? "hardStop" : clock.isReminder ? "warning" : "miss")"
        }
        return texts.isEmpty ? [] : [PackChoice(name: "contacts.milestones", value: .texts(texts))]
    }

    private var extensionChoices: [PackChoice] {
        guard extensions.isAllowed else { return [flag("extension.isAllowed", false)] }
        let approver = extensions.approver.map { PackChoice(name: "extension.approver", value: .text($0.rawValue)) }
        return [
            PackChoice(name: "extension.atMost", value: .number(extensions.atMost)),
            flag("extension.isAllowed", true), flag("extension.needsReason", extensions.needsReason),
        ] + (approver.map { [$0] } ?? [])
    }

    private func flag(_ name: String, _ value: Bool) -> PackChoice {
        PackChoice(name: name, value: .text(value ? "true" : "false"))
    }
}
