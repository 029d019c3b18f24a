import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import ServiceKit

/// What a unit does about its work orders, and what the operator decides about them.
struct CommandRoutes: Sendable {
    typealias Act = @Sendable (inout Handling, borrowing Transaction) throws -> Void
    /// Reads a request before anything is locked.
    typealias Read = @Sendable (Request) throws -> Act

    let kit: DispatchKit

    static func path(_ command: String) -> String { "/v1/districts/:district/work-orders/:workOrder/\(command)" }

    func add(to router: inout GuardedRouter) {
        for (command, read) in Self.ofUnits {
            router.on(.post, Self.path(command), allow: .unit, .operator) { request, parameters, caller in
                try await perform(read, request, parameters, caller)
            }
        }
        for (command, read) in Self.ofOperators {
            router.on(.post, Self.path(command), allow: .operator) { request, parameters, caller in
                try await perform(read, request, parameters, caller)
            }
        }
        for (command, read) in Self.ofApprovers {
            router.on(.post, Self.path(command), allow: .operator, .supervisor) { request, parameters, caller in
                try await perform(read, request, parameters, caller)
            }
        }
    }

    private static let ofUnits: [(String, Read)] = [
        ("sign", bare { try $0.sign(in: $1) }),
        ("contact", reading(ContactDraft.self) { try $0.contact($2, in: $1) }),
        ("answer", reading(AnswerDraft.self) { try $0.answer($2, in: $1) }),
        ("close", bare { try $0.close(in: $1) }),
        ("file", reading(FormDraft.self) { try $0.file($2, in: $1) }),
        ("object", reading(ObjectionDraft.self) { try $0.object($2, in: $1) }),
        ("transfer", reading(TransferDraft.self) { try $0.transfer($2, in: $1) }),
        ("join", reading(UnitDraft.self) { try $0.join($2, in: $1) }),
    ]

    private static let ofOperators: [(String, Read)] = [
        ("decide-objection", reading(ObjectionRuling.self) { try $0.decideObjection($2, in: $1) }),
        ("notice", reading(NoticeDraft.self) { try $0.issueNotice($2, in: $1) }),
        ("assign", reading(UnitDraft.self) { try $0.assign(to: $2.checked(), in: $1) }),
        // No rule lets a unit stop its own clock.
        ("pause", reading(PauseDraft.self) { try $0.pause($2, in: $1) }),
        ("resume", bare { try $0.resume(in: $1) }),
    ]

    /// The rule pack says which role approves.
    private static let ofApprovers: [(String, Read)] = [
        ("extend", reading(ExtensionDraft.self) { try $0.extend($2, in: $1) }),
        ("refuse-extension", reading(ExtensionDraft.self) { try $0.refuseExtension($2, in: $1) }),
    ]

    private static func bare(_ act: @escaping Act) -> Read {
        { request in
            try request.checkNothingElse()
            return act
        }
    }

    private static func reading<Draft: Decodable & Sendable>(
        _: Draft.Type, _ act: @escaping @Sendable (inout Handling, borrowing Transaction, Draft) throws -> Void
    ) -> Read {
        { request in
            let draft = try request.decode(Draft.self)
            return { handling, transaction in try act(&handling, transaction, draft) }
        }
    }

    private func perform(
        _ read: Read, _ request: Request, _ parameters: Parameters, _ caller: Caller
    ) async throws -> Response {
        let district = try parameters.district()
        let id = try parameters.workOrder()
        let act = try read(request)
        let trace = request.traceparent
        let view = try await kit.store.record(in: district) { transaction, journal in
            guard let (order, file) = try transaction.lockedWorkOrder(id, of: district) else {
                _ = try kit.rules(of: district, in: transaction)
                throw Problem.unknownWorkOrder
            }
            try caller.requireReach(of: order.unit)
            var handling = try kit.handling(order, file, in: district, caller, transaction, journal, trace)
            try act(&handling, transaction)
            return WorkOrderView(handling.order, handling.file)
        }
        return try .json(view)
    }
}

extension DispatchKit {
    // Everything that a command needs, put together in one place.
    func handling(
        _ order: WorkOrder, _ file: CaseFile, in district: DistrictID, _ caller: Caller,
        _ transaction: borrowing Transaction, _ journal: Journal, _ trace: String?
    ) throws -> Handling {
        // The next command's events derive from the work order and its step: a simulation run twice gives the same ids.
        let cause = Cause(
            id: try DerivedID.make("command", district.rawValue, order.id.rawValue, String(order.steps + 1)),
            traceparent: trace)
        return Handling(
            order: order, file: file,
            rules: try register.rules(of: district, version: file.appeal.packVersion, in: transaction),
            district: district, now: clock.now(), role: caller.leadingRole, account: caller.grant.name,
            pen: journal.events(causedBy: cause), keys: keys)
    }
}

extension Caller {
    /// The role that a fact names: of several the widest.
    var leadingRole: String {
        (roles.contains(.operator) ? .operator : roles.sorted { $0.rawValue < $1.rawValue }.first ?? .unit).rawValue
    }
}

extension Parameters {
    /// The `:workOrder` of the path.
    ///
    /// - Throws: `Problem` 404 for what cannot be its id.
    func workOrder() throws -> WorkOrderID {
        guard let id = UUID(uuidString: try require("workOrder")) else { throw Problem.unknownWorkOrder }
        return WorkOrderID(id.uuidString.lowercased())
    }
}

extension Problem {
    static var unknownWorkOrder: Problem { .notFound("There is no such work order.") }
}
