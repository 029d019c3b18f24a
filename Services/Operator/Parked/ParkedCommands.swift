import Contracts
import Foundation
import Messaging
import ServiceKit

/// `hotline parked`: messages that a service could not handle and put aside.
enum ParkedCommands {
    static let group = Command(
        "parked", "Messages that were put aside: look, try again, give up", subcommands: [list, show, retry, drop],
        standard: "list")

    private static let service = CommandOption("service", "NAME", "of this service alone")

    private static func scope(_ arguments: ParsedArguments) throws -> (ParkedMessages, [ServiceName]) {
        let services = try arguments.value("service").map { [try StackCommands.service($0, "service")] }
        let settings = try StackSettings()
        return (ParkedMessages(connections: try StackConnections(settings)), services ?? ServiceName.allCases)
    }

    private static let list = Command(
        "list", "What is parked, oldest first",
        options: [service, CommandOption("held", nil, "also what waits, and what is behind others")]
    ) { arguments, terminal in
        let (messages, services) = try scope(arguments)
        let isWhole = arguments.isSet("held")
        let rows = try await messages.inEach(services) { service, held in
            try await held.entries(isWhole: isWhole).map { entry in
                [
                    service.rawValue, entry.district.rawValue, entry.message.rawValue, entry.topic, entry.subject,
                    entry.kind, entry.heldAt.rfc3339, entry.reason,
                ]
            }
        }.flatMap { $0 }
        guard !rows.isEmpty else {
            terminal.say("nothing is parked")
            return 0
        }
        let head = ["service", "district", "id", "topic", "subject", "kind", "since", "reason"]
        TextTable(head, rows).lines.forEach(terminal.say)
        return 0
    }

    private static let show = Command(
        "show", "One message with its headers and its event", options: [service], arguments: ["id"]
    ) { arguments, terminal in
        let id = EventID(arguments.argument("id"))
        let (messages, services) = try scope(arguments)
        let found = try await messages.inEach(services) { service, held in
            try await held.entry(id).map { (service, $0) }
        }.compactMap { $0 }
        for (service, entry) in found {
            terminal.say("\(service.rawValue): \(entry.kind), \(entry.reason)")
            terminal.say("\(entry.district) \(entry.topic) \(entry.subject), since \(entry.heldAt.rfc3339)")
            terminal.say(entry.headers)
            terminal.say(String(validating: entry.data, as: UTF8.self) ?? "\(entry.data.count) bytes that are no text")
        }
        guard !found.isEmpty else { throw absent(id) }
        return 0
    }

    private static let retry = Command(
        "retry", "Lets the service try again, in order; what could not be read stays",
        options: [service, CommandOption("all", nil, "everything that is parked")], arguments: ["id?"]
    ) { arguments, terminal in
        let id = arguments.optionalArgument("id").map { EventID($0) }
        guard (id == nil) == arguments.isSet("all") else { throw UsageError("give an id, or --all") }
        let (messages, services) = try scope(arguments)
        let found = try await messages.inEach(services) { _, held in
            (released: try await held.retry(id), unreadable: try await held.unreadable(id))
        }
        let released = found.reduce(0) { $0 + $1.released }
        try retried(id, released: released, unreadable: found.reduce(0) { $0 + $1.unreadable }).forEach(terminal.say)
        return 0
    }

    /// What a retry has done, line by line.
    ///
    /// - Throws: `CommandFailure` where one message was named and none was released.
    static func retried(_ id: EventID?, released: Int, unreadable: Int) throws -> [String] {
        if let id, released == 0 {
            guard unreadable > 0 else { throw absent(id) }
            throw CommandFailure("message \(id) could not be read, so no service can try it again; it can be dropped")
        }
        let lines = ["\(released) released; each is tried within seconds by its service"]
        guard unreadable > 0 else { return lines }
        return lines + ["\(unreadable) could not be read and stay parked: they can only be dropped"]
    }

    private static let drop = Command(
        "drop", "Gives a parked message up; it is kept beside, with the reason",
        options: [service, CommandOption("reason", "TEXT", "why; names no person")], arguments: ["id"]
    ) { arguments, terminal in
        let id = EventID(arguments.argument("id"))
        let reason = try arguments.required("reason")
        let (messages, services) = try scope(arguments)
        let now = SystemClock().now()
        let dropped = try await messages.inEach(services) { service, held in
            try await held.drop(id, because: reason, at: now) ? service : nil
        }.compactMap { $0 }
        for service in dropped { terminal.say("\(service.rawValue) dropped \(id)") }
        guard !dropped.isEmpty else { throw absent(id) }
        return 0
    }

    private static func absent(_ id: EventID) -> CommandFailure { CommandFailure("no message \(id) is parked") }
}
