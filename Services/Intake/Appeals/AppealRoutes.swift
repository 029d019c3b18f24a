import Contracts
import HTTP
import Messaging
import ServiceKit

/// Registering appeals: one by one, by a citizen or an operator, or many at once by an operator.
struct AppealRoutes: Sendable {
    let kit: IntakeKit

    static let largestBatch = 1_000

    func add(to router: inout GuardedRouter) {
        router.onOpenToAll(.post, "/v1/districts/:district/appeals", handle: register)
        router.on(
            .post, "/v1/districts/:district/appeals:batch", allow: .operator,
            handle: registerBatch)
    }

    @Sendable private func register(_ request: Request, _ parameters: Parameters) async throws -> Response {
        let district = try parameters.district()
        let registrant = try kit.door.registrant(request, in: district)
        let facts = try await kit.book.facts(of: district)
        let key = try IdempotencyKey.check(request.headers[IdempotencyKey.header])
        let draft = try request.decode(AppealDraft.self)
        let appeal = try draft.checked(for: registrant, in: facts)
        try await checkBroadcast(appeal, of: district)
        let receipt = try await kit.registrar.register(
            appeal,
            .init(
                key: key, parts: key == nil ? [] : draft.fingerprintParts, traceparent: request.traceparent),
            in: facts)
        return ReceiptJSON.response(receipt, in: district)
    }

    /// Every item is answered on its own; a bad one never fails its neighbours.
    @Sendable private func registerBatch(
        _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let facts = try await kit.book.facts(of: district)
        let batch = try request.decode(AppealBatch.self)
        guard (1...Self.largestBatch).contains(batch.appeals.count) else {
            throw Problem.invalid("appeals", "must hold 1 to \(Self.largestBatch) appeals")
        }
        let trace = request.traceparent
        let answers = try await withThrowingTaskGroup(of: [(Int, BatchAnswer)].self) { group in
            for items in batch.itemsByKey {
                group.addTask {
                    var answers: [(Int, BatchAnswer)] = []
                    for (index, item) in items {
                        answers.append((index, try await register(item, at: index, in: facts, trace)))
                    }
                    return answers
                }
            }
            var answers: [Int: BatchAnswer] = [:]
            for try await some in group { for (index, answer) in some { answers[index] = answer } }
            return batch.appeals.indices.compactMap { answers[$0] }
        }
        return try .json(["results": answers], status: 207)
    }

    /// - Throws: only what is no single item's fault.
    private func register(
        _ item: AppealBatch.Item, at index: Int, in facts: DistrictFacts, _ trace: String?
    ) async throws -> BatchAnswer {
        do {
            let path = "appeals[\(index)]."
            let draft = try item.draft()
            let key = try IdempotencyKey.check(draft.idempotencyKey, field: path + "idempotencyKey")
            let appeal = try draft.checked(for: .operator, in: facts, path: path)
            try await checkBroadcast(appeal, of: facts.district, path: path)
            let request = Registrar.Request(
                key: key, keyField: path + "idempotencyKey", parts: key == nil ? [] : draft.fingerprintParts,
                traceparent: trace)
            return BatchAnswer(try await kit.registrar.register(appeal, request, in: facts))
        } catch let problem as Problem {
            return BatchAnswer(problem)
        } catch {
            guard let problem = Answering.problem(of: error) else {
                kit.log.error("appeal of a batch failed", ["error": String(describing: error)])
                return BatchAnswer(Problem(500))
            }
            return BatchAnswer(problem)
        }
    }

    private func checkBroadcast(_ appeal: CheckedAppeal, of district: DistrictID, path: String = "") async throws {
        guard let id = appeal.broadcast else { return }
        let known = try await kit.store.read(in: district) { try $0.broadcast(id, in: district) != nil }
        guard known else { throw Problem.invalid(path + "broadcast", "is not a broadcast of this district") }
    }
}
