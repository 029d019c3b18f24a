import Contracts
import Foundation
import TestSupport
import Testing

@testable import DispatchService

/// Random lives of whole cases through the service and its database: whatever is commanded, what is stored is what the
/// recorded facts make of it.
@Suite struct WorkOrderLivesTests {
    @Test(.seeded, arguments: ["changzhou", "doumen"]) func whatIsStoredIsWhatTheFactsMake(_ district: String)
        async throws
    {
        let dispatch = try await DispatchFixture.with(district)
        var random = SeededRandom()
        var seen = Seen()
        for number in 0..<60 {
            var life = try await CaseLife(dispatch, district, CaseLife.Start.allCases[number % 3])
            for _ in 0..<24 { try await life.step(&random, &seen) }
            try await life.check()
            try await life.link()
            for _ in 0..<4 { try await life.step(&random, &seen) }
            try await life.check()
        }
        #expect(Set(CaseLife.commands).subtracting(seen.obeyed) == CaseLife.neverObeyed[district])
        #expect(Set(CaseLife.commands).subtracting(seen.refused).isEmpty)
    }

    struct Seen {
        var obeyed: Set<String> = []
        var refused: Set<String> = []
    }
}

/// One case, and what its facts told so far.
struct CaseLife {
    /// How it begins: with a unit at once, with nobody, or for the close of its show.
    enum Start: CaseIterable { case sent, unassigned, waiting }

    static let commands = [
        assignCase, "sign", "contact", "answer", "close", "file", "object", "decide-objection", "transfer", "assign",
        "join",
        "notice", "extend", "refuse-extension", "pause", "resume",
    ]
    /// To name the unit of the case, rather than of one of its work orders.
    private static let assignCase = "assign the case"
    /// What no rule of the district allows.
    static let neverObeyed: [String: Set<String>] = [
        "changzhou": ["transfer", "notice", "extend", "refuse-extension"], "doumen": [],
    ]
    private static let units = [
        "changzhou": ["xinbei", "transport", "civil-affairs"], "doumen": ["education", "housing", "transport"],
    ]

    private let dispatch: DispatchFixture
    private let district: String
    private let units: [String]
    private let id: CaseID
    private var orders: [WorkOrderID] = []
    private var known: [String] = []
    private var isLinked = false
    /// Commands that are to follow one another, each with its body.
    private var plan: [(String, String)] = []
    private static let ways = [
        [
            ("sign", ""), ("answer", #"{"text":"已处理"}"#),
            ("file", #"{"form":"result","receiver":"office","reply":"已处理"}"#),
            ("file", #"{"form":"result","receiver":"platform"}"#), ("close", ""), ("contact", "{}"),
        ],
        [("sign", ""), ("pause", "{}"), ("resume", ""), ("contact", "{}")],
        [
            ("object", #"{"duty":"三定方案第四条"}"#), ("decide-objection", #"{"isUpheld":true}"#),
            ("assign", #"{"unit":"transport"}"#), ("contact", "{}"),
        ],
        [
            ("object", #"{"duty":"三定方案第四条"}"#), ("decide-objection", #"{"isUpheld":true}"#),
            (assignCase, #"{"unit":"transport"}"#), ("contact", "{}"),
        ],
    ]

    init(_ dispatch: DispatchFixture, _ district: String, _ start: Start) async throws {
        (self.dispatch, self.district) = (dispatch, district)
        units = Self.units[district] ?? []
        var appeal = Appeal(unit: start == .unassigned ? nil : units.first)
        appeal.isForeignMatter = true
        appeal.isComplex = start == .sent
        id = appeal.id
        if start == .waiting {
            (appeal.channel, appeal.onAir) = (.onAir, .accepted)
            appeal.broadcast = BroadcastID("show-\(id.rawValue.prefix(8))")
        }
        try await dispatch.hear(appeal.event(district), of: district)
        if start != .sent { try await begin(of: appeal) }
        take(try await journal())
        try #require(orders.count == 1)
    }

    /// Where it stands before it goes out, and that it does.
    private func begin(of appeal: Appeal) async throws {
        let stage: CaseState.Stage = appeal.broadcast == nil ? .unassigned : .waiting
        #expect(try await row() == Row(state: CaseState(stage: stage)))
        guard let show = appeal.broadcast else {
            let answer = try await assign(to: units[0])
            return try #require(answer.status == 200)
        }
        #expect(try await assign(to: units[0]).status == 409)
        try await dispatch.hear(BroadcastClosed(broadcast: show, units: [UnitID(units[0])]), of: district)
    }

    private func assign(to unit: String) async throws -> Answer {
        try await dispatch.post("cases/\(id)/assign", #"{"unit":"\#(unit)"}"#, of: district)
    }

    // MARK: steps

    /// One command on one of the case's work orders; what is refused has said and changed nothing.
    mutating func step(_ random: inout SeededRandom, _ seen: inout WorkOrderLivesTests.Seen)
        async throws
    {
        if !isLinked, Int.random(in: 0..<12, using: &random) == 0 { try await orderRework(&random) }
        if plan.isEmpty, Int.random(in: 0..<10, using: &random) == 0 {
            plan = Self.ways.randomElement(using: &random) ?? []
        }
        let order = try #require(orders.randomElement(using: &random))
        let chance = try #require(Self.commands.randomElement(using: &random))
        // Chance alone seldom goes a whole way, on one work order.
        let (command, text) = plan.isEmpty ? (chance, body(of: chance, &random)) : plan.removeFirst()
        let (before, stood) = (try await rows(), try await row())
        let path =
            command == Self.assignCase
            ? "cases/\(id)/assign" : "work-orders/\(plan.isEmpty ? order : orders[0])/\(command)"
        let answer = try await dispatch.post(path, text, of: district)
        #expect([200, 400, 403, 409].contains(answer.status), "\(command): \(answer)")
        let facts = try await journal()
        let told = facts.map(\.type)
        if answer.status != 200 {
            seen.refused.insert(command)
            #expect(told == known, "\(command) was refused and told something")
            let (after, stands) = (try await rows(), try await row())
            #expect(after == before && stands == stood, "\(command) was refused and changed something")
        } else if told != known {
            seen.obeyed.insert(command)
            // What was closed before may still be filed.
            #expect(!isLinked || command == "file", "\(command) was obeyed after the link")
        }
        take(facts)
    }

    /// The work orders in the order in which they went out: their ids are others in each run.
    private mutating func take(_ facts: [any CaseEvent]) {
        known = facts.map(\.type)
        orders = facts.compactMap { ($0 as? WorkOrderDispatched)?.workOrder }
    }

    private mutating func orderRework(_ random: inout SeededRandom) async throws {
        guard district == "changzhou", let order = orders.randomElement(using: &random) else { return }
        try await dispatch.hear(
            ReworkRequested(
                case: id, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: order,
                unit: UnitID(units[0]), round: 1, reason: "notSolved"), of: district)
        take(try await journal())
    }

    mutating func link() async throws {
        try await dispatch.hear(
            AppealLinked(case: id, parent: CaseID(UUID().uuidString.lowercased())), of: district)
        isLinked = true
    }

    private func body(of command: String, _ random: inout SeededRandom) -> String {
        let unit = units.randomElement(using: &random) ?? ""
        let flag = Bool.random(using: &random)
        let day = Int.random(in: 20...28, using: &random)
        return switch command {
        case "contact": #"{"wasReached":\#(flag),"wasToldProcedureAndLimit":\#(flag)}"#
        case "answer": #"{"text":"\#(flag ? "已处理" : "正在处理")"}"#
        case "file":
            #"{"form":"result","receiver":"\#(flag ? "office" : "platform")"\#(day < 24 ? "" : #","reply":"已处理""#)}"#
        case "pause": "{}"
        case "object": #"{"duty":"三定方案第四条"}"#
        case "decide-objection": #"{"isUpheld":\#(flag)}"#
        case "transfer":
            district == "changzhou" || day == 20
                ? "{}" : flag ? #"{"form":"请协调"}"# : #"{"to":"\#(unit)","form":"请协调"}"#
        case "assign", "join", Self.assignCase: #"{"unit":"\#(unit)"}"#
        case "notice": #"{"due":"2020-05-\#(day)T09:30:00Z"}"#
        case "extend", "refuse-extension":
            #"{"clock":"notice","reason":"现场复杂","due":"2020-06-\#(day)T09:30:00Z"}"#
        default: ""
        }
    }

    // MARK: checks

    /// Stored is what the facts make; a round has one lead; the citizen's time goes on from the registration.
    func check() async throws {
        var told: [String: WorkOrderState] = [:]
        var leads: [Int: [String]] = [:]
        for fact in try await journal() {
            if let out = fact as? WorkOrderDispatched {
                told[out.workOrder.rawValue] = WorkOrderState()
                if out.isLead { leads[out.round, default: []].append(out.workOrder.rawValue) }
                #expect(out.registeredAt == DispatchFixture.onAir)
                #expect(out.case == id)
            } else if let order = Self.order(of: fact) {
                let state = try #require(told[order.rawValue], "\(fact) is told of what never went out")
                let next = try #require(state.after(fact), "\(state) does not allow \(fact)")
                told[order.rawValue] = next
            }
        }
        if isLinked {
            let link = AppealLinked(case: id, parent: id)
            told = told.mapValues { $0.after(link) ?? $0 }
        }
        #expect(told == (try await rows()))
        try await checkCase(leads.values.joined().count { told[$0]?.isOpen == true })
        try await checkAssistants(told)
        for (round, orders) in leads {
            let holders = orders.filter { ![.returned, .transferred].contains(told[$0]?.stage) }
            #expect(holders.count <= 1, "round \(round) has \(holders.count) leads")
        }
    }

    /// Rules CZ-46, X30: who assists assists the lead, unless the matter is with nobody; no unit assists itself, and none twice.
    private func checkAssistants(_ told: [String: WorkOrderState]) async throws {
        let isHandedBack = try await row().state.isHandedBack
        let rows = try await dispatch.store.read(in: DistrictID(district)) { transaction in
            try transaction.run(
                """
                SELECT a.work_order, a.unit, l.work_order, l.unit FROM work_orders a
                LEFT JOIN work_orders l ON l.work_order = a.previous
                WHERE a.case_id = \(id)::uuid AND a.basis = 'joint'
                """)
        }
        var parts: Set<[String]> = []
        for row in rows {
            let (assistant, unit, lead, leader) = try row.decode((String, String, String, String).self)
            guard told[assistant]?.isOpen == true else { continue }
            #expect(told[lead]?.isPassedOn == false || isHandedBack, "\(unit) assists a lead that is gone")
            #expect(unit != leader)
            #expect(parts.insert([lead, unit]).inserted, "\(unit) assists twice")
        }
        #expect(
            try await joined()
                == Dictionary(
                    uniqueKeysWithValues: rows.map {
                        let (assistant, _, lead, _) = try $0.decode((String, String, String, String).self)
                        return (assistant, lead)
                    }))
    }

    /// Whom each assists, by what was said last.
    private func joined() async throws -> [String: String] {
        try await journal().compactMap { $0 as? AssistantJoined }
            .reduce(into: [:]) { $0[$1.workOrder.rawValue] = $1.lead.rawValue }
    }

    /// - Parameter open: how many work orders that lead are open.
    private func checkCase(_ open: Int) async throws {
        var (told, leads): (Row, Set<WorkOrderID>) = (Row(), [])
        for fact in try await journal() {
            let order = Self.order(of: fact)
            if let out = fact as? WorkOrderDispatched, out.isLead { leads.insert(out.workOrder) }
            try told.take(fact, about: order, isLead: order.map(leads.contains) ?? false)
        }
        if isLinked { try told.take(AppealLinked(case: id, parent: id), about: nil, isLead: false) }
        #expect(try await row() == told)
        #expect(told.state.leads == open)
        #expect((told.state.stage == .closed) == (open == 0 && !told.state.isHandedBack && !isLinked))
    }

    /// What is stored of where a case stands.
    private struct Row: Equatable {
        var state = CaseState()
        var pending: WorkOrderID?

        mutating func take(_ fact: any CaseEvent, about order: WorkOrderID?, isLead: Bool) throws {
            guard let command = CaseState.Command(toldBy: fact, isLead: isLead, pending: pending) else { return }
            let next = try #require(state.after(command), "\(state) does not allow \(fact)")
            if !next.isHandedBack { pending = nil } else if !state.isHandedBack { pending = order }
            state = next
        }
    }

    private func row() async throws -> Row {
        let rows = try await dispatch.store.read(in: DistrictID(district)) { transaction in
            try transaction.run("SELECT stage, open_leads, pending_order FROM cases WHERE case_id = \(id)::uuid")
        }
        let (stage, leads, pending) = try #require(rows.first)
            .decode((CaseState.Stage, Int, WorkOrderID?).self)
        return Row(state: CaseState(stage: stage, leads: leads), pending: pending)
    }

    private static func order(of fact: any CaseEvent) -> WorkOrderID? {
        switch fact {
        case let joined as AssistantJoined: joined.lead
        case is ReworkOrdered: nil
        default: Mirror(reflecting: fact).descendant("workOrder") as? WorkOrderID
        }
    }

    private func rows() async throws -> [String: WorkOrderState] {
        let rows = try await dispatch.store.read(in: DistrictID(district)) { transaction in
            try transaction.run("SELECT work_order, stage, hold FROM work_orders WHERE case_id = \(id)::uuid")
        }
        let states = try rows.map { row in
            let (id, stage, hold) = try row.decode((String, WorkOrderState.Stage, WorkOrderState.Hold?).self)
            return (id, WorkOrderState(stage: stage, hold: hold))
        }
        return Dictionary(uniqueKeysWithValues: states)
    }

    private func journal() async throws -> [any CaseEvent] {
        let rows = try await dispatch.store.read(in: DistrictID(district)) { transaction in
            try transaction.run(
                "SELECT type, data FROM journal WHERE data::jsonb ->> 'case' = \(id)::text ORDER BY position")
        }
        return try rows.compactMap { row in
            let (type, data) = try row.decode((String, String).self)
            let event = EventCatalog.all.first { $0.type == type }
            return try event.map { try JSONDecoder().decode($0, from: Data(data.utf8)) } as? any CaseEvent
        }
    }
}

extension CaseEvent {
    fileprivate var type: String { Self.type }
}
