import Contracts
import TestSupport
import Testing

@testable import DispatchService

/// The states of a case against a table written by hand, and random lives of one.
@Suite struct CaseStateTests {
    typealias Command = CaseState.Command

    /// For each state, with how many units lead, what it allows and where that leads. Beyond two leads, as with two.
    private static let table: [String: [Command: String]] = [
        "unassigned/0": [
            .wait: "waiting/0", .send: "dispatched/1", .assign: "dispatched/1", .link: "linked/0",
        ],
        "waiting/0": [.release: "unassigned/0", .send: "dispatched/1", .link: "linked/0"],
        "dispatched/1": [
            .transfer: "transferred/0", .passOn: "dispatched/1", .uphold: "returned/0", .close: "closed/0",
            .rework: "reworked/2", .link: "linked/0",
        ],
        "dispatched/2": [
            .transfer: "transferred/1", .passOn: "dispatched/2", .uphold: "returned/1", .close: "dispatched/1",
            .rework: "reworked/3", .link: "linked/0",
        ],
        "reworked/1": [
            .transfer: "transferred/0", .passOn: "reworked/1", .uphold: "returned/0", .close: "closed/0",
            .rework: "reworked/2", .link: "linked/0",
        ],
        "reworked/2": [
            .transfer: "transferred/1", .passOn: "reworked/2", .uphold: "returned/1", .close: "reworked/1",
            .rework: "reworked/3", .link: "linked/0",
        ],
        "transferred/0": [.assign: "dispatched/1", .rework: "transferred/1", .link: "linked/0"],
        "transferred/1": [
            .assign: "dispatched/2", .transfer: "transferred/0", .passOn: "transferred/1", .uphold: "transferred/0",
            .close: "transferred/0", .rework: "transferred/2", .link: "linked/0",
        ],
        "transferred/2": [
            .assign: "dispatched/3", .transfer: "transferred/1", .passOn: "transferred/2", .uphold: "transferred/1",
            .close: "transferred/1", .rework: "transferred/3", .link: "linked/0",
        ],
        "returned/0": [.assign: "dispatched/1", .rework: "returned/1", .link: "linked/0"],
        "returned/1": [
            .assign: "dispatched/2", .transfer: "returned/0", .passOn: "returned/1", .uphold: "returned/0",
            .close: "returned/0", .rework: "returned/2", .link: "linked/0",
        ],
        "returned/2": [
            .assign: "dispatched/3", .transfer: "returned/1", .passOn: "returned/2", .uphold: "returned/1",
            .close: "returned/1", .rework: "returned/3", .link: "linked/0",
        ],
        "closed/0": [.rework: "reworked/1", .link: "linked/0"],
        "linked/0": [:],
    ]

    private static func name(_ state: CaseState) -> String { "\(state.stage.rawValue)/\(state.leads)" }

    private static func state(_ name: String) -> CaseState {
        let parts = name.split(separator: "/").map(String.init)
        return CaseState(stage: .init(rawValue: parts[0]) ?? .linked, leads: Int(parts[1]) ?? 0)
    }

    /// The row of the table that the state goes by.
    private static func row(of state: CaseState) -> CaseState {
        CaseState(stage: state.stage, leads: min(state.leads, 2))
    }

    /// A cell of the table: a state, and a command given in it.
    private struct Cell: Hashable {
        let state: CaseState
        let command: Command
    }

    /// The whole table: what each command leads to in each state; nil where it is refused.
    private static let cells: [Cell: CaseState?] = {
        var cells: [Cell: CaseState?] = [:]
        for (from, allowed) in table {
            for command in Command.allCases {
                cells.updateValue(allowed[command].map(state), forKey: Cell(state: state(from), command: command))
            }
        }
        return cells
    }()

    @Test func everyStepIsAllowedOrRefusedAsTheTableSays() {
        #expect(Set(Self.table.keys.map { Self.state($0).stage }) == Set(CaseState.Stage.allCases))
        for (cell, expected) in Self.cells {
            #expect(cell.state.after(cell.command) == expected, "\(Self.name(cell.state)) \(cell.command)")
        }
    }

    @Test(.seeded) func aHundredThousandLivesAreWhatTheirFactsMakeThem() throws {
        let expected = Self.cells
        let facts = Dictionary(uniqueKeysWithValues: Command.allCases.map { ($0, Self.fact($0)) })
        var random = SeededRandom()
        var (taken, refused): (Set<Cell>, Set<Cell>) = ([], [])
        for _ in 0..<100_000 {
            var (file, retold) = (Self.file, Self.file)
            for _ in 0..<24 {
                let command = Command.allCases[Int.random(in: 0..<Command.allCases.count, using: &random)]
                let before = file.state
                let cell = Cell(state: Self.row(of: before), command: command)
                let next = (expected[cell] ?? nil).map { Self.moved($0, by: before.leads - cell.state.leads) }
                let isTaken = file.take(command, about: Self.order)
                // Not a macro for each of two million steps: those are slow.
                guard file.state == next ?? before, isTaken == (next != nil),
                    (file.pendingOrder != nil) == file.state.isHandedBack
                else { throw Wrong(step: "\(Self.name(before)) \(command)", led: Self.name(file.state)) }
                if isTaken { taken.insert(cell) } else { refused.insert(cell) }
                // To its first unit a case goes by the same fact, whoever named that.
                let said = command == .assign && !before.isHandedBack ? .send : command
                if isTaken, let fact = facts[said] ?? nil { try Self.tell(fact, to: &retold) }
            }
            // That it waits for its show is the rule's own to know: no fact tells of it.
            let stage = file.state.stage == .waiting ? .unassigned : file.state.stage
            guard retold.state == CaseState(stage: stage, leads: file.state.leads),
                retold.pendingOrder == file.pendingOrder
            else { throw Wrong(step: "told again", led: Self.name(retold.state)) }
        }
        #expect(taken.count == expected.values.count { $0 != nil })
        #expect(refused.count == expected.values.count { $0 == nil })
    }

    private static func tell(_ fact: any CaseEvent, to file: inout CaseFile) throws {
        let told = Command(toldBy: fact, isLead: true, pending: file.pendingOrder)
        guard let told, file.take(told, about: order) else { throw Wrong(step: "\(fact)", led: name(file.state)) }
    }

    /// A life went another way than the table says.
    private struct Wrong: Error {
        let step: String
        let led: String
    }

    /// Where the table's row leads a state that has more leads than the row.
    private static func moved(_ state: CaseState, by leads: Int) -> CaseState {
        CaseState(stage: state.stage, leads: state.stage == .linked ? 0 : state.leads + leads)
    }

    @Test func noFactOfAnAssistantMovesACase() {
        for command in Command.allCases where command != .link {
            guard let fact = Self.fact(command) else { continue }
            #expect(Command(toldBy: fact, isLead: false, pending: Self.order) == nil, "\(command)")
        }
    }

    @Test func whatAnotherUnitWasGivenAtOnceIsNoAssignment() throws {
        let fact = try #require(Self.fact(.assign))
        #expect(Command(toldBy: fact, isLead: true, pending: nil) == nil)
        #expect(Command(toldBy: fact, isLead: true, pending: WorkOrderID("another")) == nil)
    }

    private static let (id, order, unit) = (CaseID("a"), WorkOrderID("b"), UnitID("c"))

    private static let file = CaseFile(appeal: Appeal().event(), registeredAt: .earliest, readyAt: .earliest)

    /// What is said when the command was obeyed; nil where nobody says anything.
    private static func fact(_ command: Command) -> (any CaseEvent)? {
        switch command {
        case .wait, .release: nil
        case .send: dispatched(.direct, previous: nil)
        case .assign: dispatched(.transfer, previous: order)
        case .rework: dispatched(.rework, previous: order)
        case .transfer: WorkOrderTransferred(case: id, workOrder: order, unit: unit)
        case .passOn: WorkOrderTransferred(case: id, workOrder: order, unit: unit, to: UnitID("d"))
        case .uphold: ObjectionDecided(case: id, workOrder: order, unit: unit, isUpheld: true, by: "operator")
        case .close:
            WorkOrderClosed(
                case: id, workOrder: order, unit: unit, round: 1, callbackMethod: .phone, isAnonymous: false)
        case .link: AppealLinked(case: id, parent: CaseID("d"))
        }
    }

    private static func dispatched(_ basis: DispatchBasis, previous: WorkOrderID?) -> WorkOrderDispatched {
        WorkOrderDispatched(
            case: id, workOrder: WorkOrderID("e"), caseNumber: CaseNumber("N-1"), unit: unit, basis: basis,
            isLead: true,
            round: 1, previous: previous, channel: .web, isForeignMatter: false, isComplex: false, isAnonymous: false,
            callbackMethod: .phone, registeredAt: .earliest, packVersion: "p")
    }
}
