import Contracts
import Foundation
import HTTP
import WorkingCalendar

/// Gives the services the calendar and the districts of `deploy`, each file once: what an operator changes later
/// over HTTP is not undone by the next start.
struct DistrictLoading: Sendable {
    let settings: StackSettings
    let requests: OperatorRequests
    /// Names this very database: what was given to another one says nothing.
    let database: String
    let terminal: Terminal

    /// - Parameter tokens: by the names of their variables; the operator's among them.
    init(_ settings: StackSettings, _ tokens: [String: String], database: String, _ terminal: Terminal) throws {
        guard let token = tokens[Secrets.variable(of: .operator)] else {
            throw CommandFailure("\(settings.run.tokenTexts.url.path) holds no operator's token")
        }
        self.settings = settings
        self.database = database
        self.terminal = terminal
        requests = try OperatorRequests(settings: settings, token: token)
    }

    func load(_ services: Set<ServiceName>) async throws {
        guard services.contains(.intake) else { return }
        try await loadCalendar()
        for files in try DistrictFiles.all(in: settings.deploy) {
            try await loadPack(of: files)
            guard services.contains(.dispatch) else { continue }
            try await loadUnits(of: files)
            if FileManager.default.fileExists(atPath: files.seasonFile.path) { try await loadSeason(of: files) }
        }
    }

    private func loadCalendar() async throws {
        let file = settings.deploy.appending(path: "calendar/cn_calendar.csv")
        try await once(file, "calendar") { text in
            let version = try Self.version(of: text, in: file)
            try await give(.intake, "/v1/calendars/\(version)", text, "text/csv")
            return "calendar \(version)"
        }
    }

    private static func version(of text: String, in file: URL) throws -> String {
        do {
            return try CalendarTable(csv: text, version: "cn").version
        } catch {
            throw CommandFailure("\(file.path): \(error)", exitCode: 2)
        }
    }

    private func loadPack(of files: DistrictFiles) async throws {
        try await once(files.packFile, "\(files.district).pack") { text in
            let version = try files.pack().version
            try await give(.intake, "\(Self.path(files))/rule-packs/\(version)", text, "application/yaml")
            return "\(files.district): rule pack \(version)"
        }
    }

    private func loadUnits(of files: DistrictFiles) async throws {
        try await once(files.unitsFile, "\(files.district).units") { text in
            let count = try files.units().units.count
            // Dispatch hears of the rule pack over the broker; until then it does not know the district.
            try await giveWhenKnown(.dispatch, "\(Self.path(files))/units", text, "application/yaml")
            return "\(files.district): \(count) units"
        }
    }

    private func loadSeason(of files: DistrictFiles) async throws {
        try await once(files.seasonFile, "\(files.district).season") { text in
            // What is wrong with the file itself is told at once, by its line.
            _ = try files.season()
            // Intake hears of the units over the broker; until then it does not know their names.
            try await giveWhenKnown(.intake, "\(Self.path(files))/season", text, "text/csv")
            return "\(files.district): season"
        }
    }

    private static func path(_ files: DistrictFiles) -> String { "/v1/districts/\(files.district)" }

    private func once(_ file: URL, _ name: String, _ body: (String) async throws -> String) async throws {
        let text = try TextFile.read(file.path)
        let copy = settings.run.loaded("\(database).\(settings.namespace).\(name)")
        if FileManager.default.contents(atPath: copy.path) == Data(text.utf8) { return }
        terminal.say("loaded  \(try await body(text))")
        try Data(text.utf8).write(to: copy)
    }

    private func give(_ service: ServiceName, _ path: String, _ text: String, _ type: String) async throws {
        let answer = try await requests.put(service, path, text: text, type: type)
        guard (200..<300).contains(answer.status) else { throw Self.refusal(service, path, answer) }
    }

    private static let patience = Duration.seconds(180)

    /// What is wrong with the file was told before: it can only be that the service has not heard yet.
    private func giveWhenKnown(_ service: ServiceName, _ path: String, _ text: String, _ type: String) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let answer = try await requests.put(service, path, text: text, type: type)
            if (200..<300).contains(answer.status) { return }
            let refusal = Self.refusal(service, path, answer)
            guard [400, 404, 409, 422, 503].contains(answer.status) else { throw refusal }
            guard ContinuousClock.now < deadline else {
                let log = settings.run.log(of: service.rawValue).path
                throw CommandFailure("\(refusal); it has not heard for \(Self.patience), see \(log)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func refusal(_ service: ServiceName, _ path: String, _ answer: ClientResponse) -> CommandFailure {
        let reason = String(decoding: answer.body, as: UTF8.self)
        return CommandFailure("\(service.rawValue) answered PUT \(path) with \(answer.status): \(reason)")
    }
}
