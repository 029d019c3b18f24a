import Testing

@testable import DispatchService

/// The states of a work order against a table written by hand, and random lives of one.
@Suite struct WorkOrderStateTests {
    typealias Command = WorkOrderState.Command

    /// For each state what it allows, and where that leads.
    private static let table: [String: [Command: String]] = [
        "dispatched": [
            .sign: "signed", .contact: "dispatched", .object: "dispatched/objected", .transfer: "transferred",
            .join: "dispatched", .notice: "dispatched", .extend: "dispatched", .link: "linked",
        ],
        "signed": [
            .contact: "signed", .answer: "answered", .close: "closed", .file: "signed", .object: "signed/objected",
            .transfer: "transferred", .pause: "signed/paused", .join: "signed", .notice: "signed", .extend: "signed",
            .link: "linked",
        ],
        "signed/paused": [
            .contact: "signed/paused", .file: "signed/paused", .resume: "signed", .join: "signed/paused",
            .notice: "signed/paused", .extend: "signed/paused", .link: "linked",
        ],
        "dispatched/objected": [.uphold: "returned", .reject: "dispatched", .link: "linked"],
        "signed/objected": [.uphold: "returned", .reject: "signed", .link: "linked"],
        "answered": [.contact: "answered", .close: "closed", .file: "answered", .link: "linked"],
        "closed": [.file: "closed"],
        "returned": [:], "transferred": [:], "linked": [:],
    ]

    private func name(_ state: WorkOrderState) -> String {
        state.stage.rawValue + (state.hold.map { "/" + $0.rawValue } ?? "")
    }

    @Test func everyStepIsAllowedOrRefusedAsTheTableSays() {
        for (from, allowed) in Self.table {
            let parts = from.split(separator: "/").map(String.init)
            let state = WorkOrderState(
                stage: .init(rawValue: parts[0]) ?? .linked, hold: parts.count > 1 ? .init(rawValue: parts[1]) : nil)
            #expect(name(state) == from)
            for command in Command.allCases {
                #expect(state.after(command).map(name) == allowed[command], "\(from) \(command)")
            }
        }
    }

    @Test func randomLivesMeetEveryStepAndEveryRefusal() {
        var random = SystemRandomNumberGenerator()
        var (taken, refused): (Set<String>, Set<String>) = ([], [])
        for _ in 0..<20_000 {
            var state = WorkOrderState()
            for _ in 0..<12 {
                guard let command = Command.allCases.randomElement(using: &random) else { continue }
                let known = Self.table[name(state)]
                #expect(known != nil, "\(name(state)) is not in the table")
                guard let next = state.after(command) else {
                    #expect(known?[command] == nil)
                    refused.insert("\(name(state)) \(command)")
                    continue
                }
                #expect(known?[command] == name(next))
                taken.insert("\(name(state)) \(command)")
                // What has ended stays ended.
                #expect(state.isOpen || next == state)
                state = next
            }
        }
        let all = Self.table.values.reduce(0) { $0 + $1.count }
        #expect(taken.count == all)
        #expect(refused.count == Self.table.count * Command.allCases.count - all)
    }

    @Test func aRepeatIsToldFromAStep() {
        for command in Command.allCases {
            for from in Self.table.keys {
                let parts = from.split(separator: "/").map(String.init)
                let state = WorkOrderState(
                    stage: .init(rawValue: parts[0]) ?? .linked,
                    hold: parts.count > 1 ? .init(rawValue: parts[1]) : nil)
                guard let next = state.after(command), next != state, command != .reject else { continue }
                #expect(next.isResult(of: command), "\(from) \(command)")
                #expect(!state.isResult(of: command), "\(from) \(command)")
            }
        }
    }
}
