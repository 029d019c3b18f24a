import Contracts
import Messaging
import Postgres
import Synchronization
import TestSupport

/// A second service in the test's process: it hears appeals through an inbox and writes down each case.
struct Listener: Sendable {
    private let stack: Stack
    private let inbox: Inbox
    private let schema: String

    init(_ stack: Stack) async throws {
        self.stack = stack
        schema = "\(stack.namespace)_ear"
        let connection = try await Connection.connect(to: stack.database)
        let place = try Provisioning(schema: schema, role: schema, password: "secret")
        try await place.apply(through: connection)
        try await Migrator(place).apply(MessagingMigrations.folder, set: "messaging", through: connection)
        try await connection.run(SQL(stringLiteral: "CREATE TABLE \(schema).heard (subject text)"))
        try await connection.run(SQL(stringLiteral: "GRANT ALL ON \(schema).heard TO \(schema)"))
        await connection.close()
        var login = stack.database
        login.user = schema
        login.password = "secret"
        login.searchPath = [schema]
        let handlers = Handlers().on(AppealRegistered.self) { message, transaction, _ in
            try transaction.execute("INSERT INTO heard (subject) VALUES (\(message.event.caseNumber))")
        }
        inbox = Inbox(
            store: EventStore(database: Database(login, size: 2), signal: Signal()), handlers: handlers,
            settings: MessagingSettings(namespace: stack.namespace, service: "ear", kafka: stack.kafka),
            progress: InboxProgress(), now: { .earliest })
    }

    /// Listens until `count` different cases were heard, and a moment longer.
    ///
    /// - Returns: every case number heard, those heard twice twice.
    func hear(_ count: Int, within limit: Duration = .seconds(60)) async throws -> [String] {
        let isOver = Flag()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await inbox.run { isOver.isSet } }
            let result: Result<Void, any Error>
            do {
                try await eventually("\(count) cases are heard", within: limit) {
                    try await Set(heard()).count >= count ? true : nil
                }
                try await Task.sleep(for: .milliseconds(300))
                result = .success(())
            } catch {
                result = .failure(error)
            }
            isOver.set()
            try await group.waitForAll()
            try result.get()
            return try await heard()
        }
    }

    private func heard() async throws -> [String] {
        try await stack.texts("SELECT subject FROM heard", in: "ear")
    }
}

private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() { value.store(true, ordering: .relaxed) }
}
