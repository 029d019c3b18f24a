import Contracts
import TestSupport
import Testing

@testable import DispatchService

/// The states of a work order against a table written by hand, and random lives of one.
@Suite struct WorkOrderStateTests {
    typealias Command = WorkOrderState.Command

    /// For each state what it allows, and where that leads.
    private static let table: [String: [Command: String]] = [
        "dispatched": [
            .sign: "signed", .contact: "dispatched", .object: "dispatched/objected", .transfer: "transferred",
            .join: "dispatched", .notice: "dispatched", .extend: "dispatched", .coordinate: "dispatched",
            .link: "linked", .absorb: "closed",
        ],
        "signed": [
            .contact: "signed", .answer: "answered", .close: "closed", .file: "signed", .object: "signed/objected",
            .transfer: "transferred", .pause: "signed/paused", .join: "signed", .notice: "signed", .extend: "signed",
            .coordinate: "signed", .link: "linked", .absorb: "closed",
        ],
        "signed/paused": [
            .contact: "signed/paused", .file: "signed/paused", .resume: "signed", .join: "signed/paused",
            .notice: "signed/paused", .extend: "signed/paused", .coordinate: "signed/paused",
            .link: "linked", .absorb: "closed",
        ],
        "dispatched/objected": [.uphold: "returned", .reject: "dispatched", .link: "linked", .absorb: "closed"],
        "signed/objected": [.uphold: "returned", .reject: "signed", .link: "linked", .absorb: "closed"],
        "answered": [
            .contact: "answered", .close: "closed", .file: "answered", .coordinate: "answered", .link: "linked",
            .absorb: "closed",
        ],
        "closed": [.file: "closed"],
        "returned": [:], "transferred": [.coordinate: "transferred"], "linked": [:],
    ]

    private func name(_ state: WorkOrderState) -> String {
        state.stage.rawValue + (state.hold.map { "/" + $0.rawValue } ?? "")
    }

    @Test func everyStepIsAllowedOrRefusedAsTheTableSays() {
        for (from, allowed) in Self.table {
            let state = Self.state(from)
            #expect(name(state) == from)
            for command in Command.allCases {
                #expect(state.after(command).map(name) == allowed[command], "\(from) \(command)")
            }
        }
    }

    /// A cell of the table: a state, and a command given in it.
    private struct Cell: Hashable {
        let state: WorkOrderState
        let command: Command
    }

    @Test(.seeded) func aHundredThousandLivesAreWhatTheirFactsMakeThem() throws {
        let expected = Self.cells
        let facts = Dictionary(uniqueKeysWithValues: Command.allCases.map { ($0, Self.fact($0)) })
        var random = SeededRandom()
        var (taken, refused): (Set<Cell>, Set<Cell>) = ([], [])
        for _ in 0..<100_000 {
            var (state, retold): (WorkOrderState, WorkOrderState?) = (WorkOrderState(), WorkOrderState())
            for _ in 0..<24 {
                let command = Command.allCases[Int.random(in: 0..<Command.allCases.count, using: &random)]
                let cell = Cell(state: state, command: command)
                let next = state.after(command)
                try #require(
                    expected[cell] == .some(next), "\(name(state)) \(command) led to \(String(describing: next))")
                guard let next, let fact = facts[command] else {
                    refused.insert(cell)
                    continue
                }
                taken.insert(cell)
                state = next
                retold = retold?.after(fact)
            }
            try #require(retold == state, "told again, a life that ended \(name(state)) is another")
        }
        #expect(taken.count == expected.values.count { $0 != nil })
        #expect(refused.count == expected.values.count { $0 == nil })
    }

    /// What has ended has no step to another state, and no fact of another state is swallowed.
    @Test func aFactThatNoCommandLedToIsRefused() {
        // A close is told of an assistant that leads now, too, wherever its part stood.
        for cell in Self.cells
        where cell.value == nil && !(cell.key.command == .close && cell.key.state.after(.absorb) != nil) {
            #expect(cell.key.state.after(Self.fact(cell.key.command)) == nil, "\(cell.key)")
        }
        for (cell, next) in Self.cells where !cell.state.isOpen && next != nil {
            #expect(next == cell.state)
        }
    }

    /// The whole table: what each command leads to in each state; nil where it is refused.
    private static let cells: [Cell: WorkOrderState?] = {
        var cells: [Cell: WorkOrderState?] = [:]
        for (from, allowed) in table {
            for command in Command.allCases {
                cells.updateValue(
                    allowed[command].map(state), forKey: Cell(state: state(from), command: command))
            }
        }
        return cells
    }()

    private static func state(_ name: String) -> WorkOrderState {
        let parts = name.split(separator: "/").map(String.init)
        return WorkOrderState(
            stage: .init(rawValue: parts[0]) ?? .linked, hold: parts.count > 1 ? .init(rawValue: parts[1]) : nil)
    }

    /// What is said when the command was obeyed.
    private static func fact(_ command: Command) -> any CaseEvent {
        let (id, order, unit) = (CaseID("a"), WorkOrderID("b"), UnitID("c"))
        return switch command {
        case .sign: WorkOrderSigned(case: id, workOrder: order, unit: unit)
        case .contact:
            CitizenContacted(case: id, workOrder: order, unit: unit, wasReached: true, wasToldProcedureAndLimit: true)
        case .answer: WorkOrderAnswered(case: id, workOrder: order, unit: unit, round: 1, isToCitizen: true)
        case .close, .absorb:
            WorkOrderClosed(
                case: id, workOrder: order, unit: unit, round: 1, callbackMethod: .phone, isAnonymous: false)
        case .file: FormFiled(case: id, workOrder: order, unit: unit, form: "form", receiver: "office")
        case .coordinate:
            FormFiled(
                case: id, workOrder: order, unit: unit, form: "form", receiver: "lead", leadOrder: WorkOrderID("l"),
                leadUnit: unit)
        case .object:
            WorkOrderObjected(case: id, workOrder: order, unit: unit, duty: SealedText(keyId: "k", box: "b"))
        case .uphold: ObjectionDecided(case: id, workOrder: order, unit: unit, isUpheld: true, by: "operator")
        case .reject: ObjectionDecided(case: id, workOrder: order, unit: unit, isUpheld: false, by: "operator")
        case .transfer: WorkOrderTransferred(case: id, workOrder: order, unit: unit)
        case .pause: ClockPaused(case: id, workOrder: order, unit: unit, reason: "waitingForCitizen")
        case .resume: ClockResumed(case: id, workOrder: order, unit: unit)
        case .join: AssistantJoined(case: id, workOrder: order, unit: unit, lead: order)
        case .notice: NoticeIssued(case: id, workOrder: order, unit: unit, due: .earliest)
        case .extend:
            ExtensionRefused(case: id, workOrder: order, unit: unit, clock: ClockName("close"), approver: "supervisor")
        case .link: AppealLinked(case: id, parent: CaseID("d"))
        }
    }

    @Test func aRepeatIsToldFromAStep() {
        for command in Command.allCases {
            for from in Self.table.keys {
                let state = Self.state(from)
                guard let next = state.after(command), next != state, command != .reject else { continue }
                #expect(next.isResult(of: command), "\(from) \(command)")
                #expect(!state.isResult(of: command), "\(from) \(command)")
            }
        }
    }
}
