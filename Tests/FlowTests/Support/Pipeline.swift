import Contracts
import Foundation
import HTTP
import TestSupport

@testable import OperatorService

/// All five services as processes over one stack, with calendar and districts as `hotline up` loads them.
struct Pipeline: Sendable {
    let stack: Stack
    let texts: TextGateway
    let mail = MailServer(isForMany: true)
    private let intake, dispatch, deadlineWatcher, callbackSurvey, notifier: RunningService

    private static let one = Task { try await Pipeline(Stack()) }
    private static let three = Task { try await Pipeline(Stack(on: .three)) }

    /// For tests that stop and kill services, but nothing that these stand on.
    static func shared(on cluster: Cluster = .one) async throws -> Pipeline {
        switch cluster {
        case .one: try await one.value
        case .three: try await three.value
        }
    }

    /// - Parameter variables: settings of all five beside those of the stack.
    init(_ stack: Stack, with variables: [String: String] = [:]) async throws {
        self.stack = stack
        texts = try await TextGateway()
        let gateway = [
            "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": texts.url, "HOTLINE_DELIVERY_LEASE": "15s",
            "HOTLINE_MAIL_GATEWAY": "smtp", "HOTLINE_SMTP_URL": "smtp://127.0.0.1:\(mail.port)/hotline",
            "HOTLINE_SMTP_TLS": "false", "HOTLINE_MAIL_FROM": "desk@hotline.example.invalid",
        ]
        func service(_ name: ServiceName) throws -> RunningService {
            try stack.service(
                name.rawValue, with: name == .notifier ? variables.merging(gateway) { $1 } : variables)
        }
        intake = try service(.intake)
        dispatch = try service(.dispatch)
        deadlineWatcher = try service(.deadlineWatcher)
        callbackSurvey = try service(.callbackSurvey)
        notifier = try service(.notifier)
        for name in ServiceName.allCases { try self[name].start() }
        try await untilReady()
        try await load()
        try await rest()
        for (district, unit) in [("changzhou", "xinbei"), ("doumen", "jingan")] {
            try await untilKnown(unit, in: district)
        }
    }

    /// Intake knows units as it read them last, which is some seconds ago. An appeal without a text is refused for that alone
    /// once it knows the unit.
    private func untilKnown(_ unit: String, in district: String) async throws {
        try await eventually("intake knows \(unit)", within: .seconds(30)) {
            let refusal = try await self[.intake].send(
                .post, "/v1/districts/\(district)/appeals", text: #"{"unit":"\#(unit)"}"#,
                headers: stack.authorization(of: "operator"))
            return refusal.faults == ["text"] ? true : nil
        }
    }

    /// A pipeline of its own for the length of `body`.
    static func running<T>(
        _ stack: Stack, with variables: [String: String] = [:], _ body: (Pipeline) async throws -> T
    ) async throws -> T {
        let pipeline = try await Pipeline(stack, with: variables)
        do {
            let value = try await body(pipeline)
            await pipeline.end()
            return value
        } catch {
            await pipeline.end()
            throw error
        }
    }

    subscript(name: ServiceName) -> RunningService {
        switch name {
        case .intake: intake
        case .dispatch: dispatch
        case .deadlineWatcher: deadlineWatcher
        case .callbackSurvey: callbackSurvey
        case .notifier: notifier
        }
    }

    func untilReady(within limit: Duration = .seconds(40)) async throws {
        for name in ServiceName.allCases { try await self[name].untilReady(within: limit) }
    }

    private func end() async {
        await withTaskGroup(of: Void.self) { group in
            for name in ServiceName.allCases {
                group.addTask { try? await self[name].kill() }  // it ends with the test process at the latest
            }
        }
        await texts.stop()
    }

    private func load() async throws {
        var environment = [
            "HOTLINE_DEPLOY": Stack.deploy.path, "HOTLINE_RUN": stack.folder.appending(path: "run").path,
            "HOTLINE_NAMESPACE": stack.namespace,
        ]
        for name in ServiceName.allCases { environment[name.portVariable] = "\(self[name].port)" }
        let settings = try StackSettings(environment)
        try settings.run.prepare()
        try await DistrictLoading(
            settings, [Secrets.variable(of: .operator): stack.token(of: "operator")],
            database: stack.database.database, .silent
        ).load(Set(ServiceName.allCases))
    }

    // MARK: requests

    /// Asks until it is answered, also while the service is killed and started again.
    ///
    /// - Parameters:
    ///   - path: below `/v1/districts/`.
    ///   - who: the name of a grant.
    /// - Throws: `Unexpected` for a refusal.
    @discardableResult
    func ask(
        _ name: ServiceName, _ path: String, _ body: String = "{}", as who: String = "operator",
        _ method: HTTP.Method = .post, headers: [String: String] = [:]
    ) async throws -> Answer {
        let fields = stack.authorization(of: who).merging(headers) { $1 }
        return try await eventually("\(name.rawValue) answers \(path)", within: .seconds(40)) {
            let answer: Answer
            do {
                answer = try await self[name].send(
                    method, "/v1/districts/\(path)", text: method == .get ? "" : body, headers: fields)
            } catch { return nil }  // nobody answers: try again
            if answer.status == 503 { return nil }
            guard (200..<300).contains(answer.status) else { throw Unexpected(answer) }
            return answer
        }
    }

    // MARK: peace

    /// What each service hears.
    static let heard: [ServiceName: [Topic]] = [
        .intake: [.units, .workOrders, .callbacks, .escalations],
        .dispatch: [.districts, .appeals, .broadcasts, .callbacks],
        .deadlineWatcher: [.districts, .appeals, .broadcasts, .workOrders, .callbacks, .escalations],
        .callbackSurvey: [.districts, .appeals, .workOrders, .deadlines, .escalations],
        .notifier: [.districts, .units, .broadcasts, .appeals, .workOrders, .deadlines, .escalations, .callbacks],
    ]

    /// Returns when nothing is under way: nothing to send, to hear, to try again or to deliver.
    ///
    /// - Parameter limit: how long it may take for less to be under way than ever before; how long it takes in all
    ///   is the machine's affair.
    func rest(within limit: Duration = .seconds(120)) async throws {
        let query = "SELECT " + openItems.map { "(\($0.count)) || ' \($0.name)'" }.joined(separator: " || ', ' || ")
        var open = ""
        var least = Int.max
        var end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            open = try await stack.texts(query).first ?? ""
            let count = open.split(separator: ", ").reduce(0) { $0 + (Int($1.prefix { $0 != " " }) ?? 0) }
            if count == 0 { return }
            if count < least { (least, end) = (count, ContinuousClock.now + limit) }
            try await Task.sleep(for: .milliseconds(50))
        }
        var accounts: [String] = []
        for name in ServiceName.allCases { accounts.append(try await account(of: name)) }
        throw NeverAtRest(open: open, accounts: accounts)
    }

    struct NeverAtRest: Error, CustomStringConvertible {
        let open: String
        let accounts: [String]

        var description: String { ([open] + accounts).joined(separator: "\n") }
    }

    /// What both districts' packs tell people of, and what later notices are worded by: of all else notifier keeps
    /// nothing, not even that it was heard.
    private static let noticed = [
        AppealRegistered.type, AppealAmended.type, AppealLinked.type, WorkOrderDispatched.type, WorkOrderClosed.type,
        DeadlineApproaching.type, DeadlineMissed.type, DeadlineMissWithdrawn.type, SupervisionProposed.type,
        SupervisionWithdrawn.type, SupervisionLetterIssued.type,
    ]

    /// All in one statement, so that it sees one instant.
    private var openItems: [(name: String, count: String)] {
        var items = ServiceName.allCases.flatMap { name in
            [
                ("\(name.rawValue) to send", "SELECT count(*) FROM \(schema(name)).unsent"),
                ("\(name.rawValue) held", "SELECT count(*) FROM \(schema(name)).held_messages"),
                ("\(name.rawValue) to hear", "SELECT count(*) FROM \(unheard(by: name))"),
            ]
        }
        items.append(
            ("to tell", "SELECT count(*) FROM \(schema(.deadlineWatcher)).case_states WHERE backlog IS NOT NULL"))
        items.append(
            ("to deliver", "SELECT count(*) FROM \(schema(.notifier)).deliveries WHERE state = 'pending'"))
        return items.map { (name: $0.0, count: $0.1) }
    }

    /// What was said on a service's topics and is not in its inbox, as a table of SQL.
    func unheard(by name: ServiceName) -> String {
        let journals = ServiceName.allCases
            .map { "SELECT event_id, topic, type, subject, time FROM \(schema($0)).journal" }
            .joined(separator: " UNION ALL ")
        let topics = (Self.heard[name] ?? []).map { "'\($0.rawValue)'" }.joined(separator: ",")
        let types = Self.noticed.map { "'\($0)'" }.joined(separator: ",")
        let isKept =
            switch name {
            case .notifier: "type IN (\(types))"
            // Of escalations it keeps what citizens are answered.
            case .intake: "(topic <> 'escalations' OR type = '\(SupervisionAnswered.type)')"
            default: "true"
            }
        return """
            (SELECT * FROM (\(journals)) said WHERE topic IN (\(topics)) AND \(isKept) AND NOT EXISTS (
                SELECT 1 FROM \(schema(name)).inbox WHERE message_id = event_id)) unheard
            """
    }

    func schema(_ name: ServiceName) -> String { "\(stack.namespace)_\(name.words)" }

    func texts(_ name: ServiceName, _ statement: String) async throws -> [String] {
        try await stack.texts(statement, in: name.words)
    }

    func count(_ name: ServiceName, _ table: String) async throws -> Int {
        try await stack.count(table, in: name.words)
    }
}

extension ServiceName {
    /// `deadline_watcher`, as in a schema's name.
    var words: String { rawValue.replacing("-", with: "_") }
}
