import Contracts
import HTTP
import Sealing

/// Does what people do: sends their requests to the services' routers, with the tokens of their roles.
struct Performer: Sendable {
    let ensemble: Ensemble
    let tokens: SimulatedTokens

    /// Acts on one matter follow each other; different matters go on side by side.
    ///
    /// - Returns: each act with its answer, in the order in which the acts were given.
    func perform(_ acts: [Act]) async throws -> [(act: Act, answer: Response)] {
        var order: [String] = []
        var groups: [String: [(Int, Act)]] = [:]
        for (index, act) in acts.enumerated() {
            let matter = act.matter
            if groups[matter] == nil { order.append(matter) }
            groups[matter, default: []].append((index, act))
        }
        let answers = try await withThrowingTaskGroup(of: [(Int, Response)].self) { group in
            var answers: [Int: Response] = [:]
            for (started, matter) in order.enumerated() {
                if started >= Self.atOnce, let some = try await group.next() {
                    for (index, answer) in some { answers[index] = answer }
                }
                let acts = groups[matter] ?? []
                group.addTask {
                    var some: [(Int, Response)] = []
                    for (index, act) in acts { some.append((index, try await send(act))) }
                    return some
                }
            }
            for try await some in group { for (index, answer) in some { answers[index] = answer } }
            return answers
        }
        return acts.enumerated().compactMap { index, act in answers[index].map { (act, $0) } }
    }

    private static let atOnce = 32

    private func send(_ act: Act) async throws -> Response {
        var headers: Headers = ["Content-Type": "application/json"]
        if let token = tokens.token(of: act.person) { headers["Authorization"] = "Bearer \(token)" }
        if let key = act.idempotencyKey { headers["Idempotency-Key"] = key }
        return try await request(
            .post, "/v1/districts/\(act.district)/\(act.path)", headers, Array(act.body.utf8), to: act.service)
    }

    /// As the operator, for what is loaded and read.
    func asOperator(
        _ method: HTTP.Method, _ path: String, type: String = "application/json", _ text: String = "",
        to service: ServiceName
    ) async throws -> Response {
        var headers: Headers = ["Content-Type": type]
        if let token = tokens.token(of: .operator) { headers["Authorization"] = "Bearer \(token)" }
        let answer = try await request(method, path, headers, Array(text.utf8), to: service)
        guard (200..<300).contains(answer.status) else {
            throw CommandFailure("\(service.rawValue) \(path): \(answer.status) \(answer.text)")
        }
        return answer
    }

    private func request(
        _ method: HTTP.Method, _ path: String, _ headers: Headers, _ body: [UInt8], to service: ServiceName
    ) async throws -> Response {
        await ensemble[service].router.handle(try Request(method, path, headers: headers, body: body))
    }
}

extension Act {
    /// What must keep its order: all that concerns one work order, callback or supervision; a new appeal is on its own.
    fileprivate var matter: String { idempotencyKey ?? path.split(separator: "/").prefix(2).joined(separator: "/") }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
}
