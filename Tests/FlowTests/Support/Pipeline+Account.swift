import Contracts
import Kafka

/// What a person wants to know of a pipeline that does not come to rest.
extension Pipeline {
    /// What the service has not heard, how far its group is on each partition that is not at its end, and what it said last.
    func account(of name: ServiceName) async throws -> String {
        let unheard = try await texts(
            name,
            """
            SELECT topic || ' ' || type || ' ' || subject || ' ' || event_id || ' of ' || time
            FROM \(unheard(by: name)) ORDER BY time LIMIT 10
            """)
        let topics = (Self.heard[name] ?? []).map { $0.name(in: stack.namespace) }
        let lag = try await Admin(stack.kafka).lag(of: "\(stack.namespace).\(name.rawValue)", on: topics)
            .filter { $0.value.behind > 0 }
            .map { "\($0.key): \($0.value)" }
        return
            (["\(name.rawValue) has not heard:"] + unheard + ["behind:"] + lag + [
                "log:", try self[name].said(last: 12),
            ])
            .joined(separator: "\n  ")
    }
}
