import Contracts
import Foundation

/// One service's process, as its file of process ids tells.
struct ServiceProcess: Sendable {
    let name: ServiceName
    let settings: StackSettings

    private var file: URL { settings.run.processID(of: name.rawValue) }
    var log: URL { settings.run.log(of: name.rawValue) }

    /// nil when it does not run, or another programme has its id.
    var identity: ProcessIdentity? {
        guard let data = FileManager.default.contents(atPath: file.path),
            let identity = ProcessIdentity(String(decoding: data, as: UTF8.self)), identity.isRunning,
            identity.runs(settings.programme(of: name))
        else { return nil }
        return identity
    }

    func start(_ environment: [String: String]) throws -> ProcessIdentity {
        let process = DetachedProcess(programme: settings.programme(of: name), environment: environment, log: log)
        let identity = try process.start()
        try Data(identity.text.utf8).write(to: file)
        return identity
    }

    func signal(_ number: Int32) {
        if let identity { kill(identity.id, number) }
    }

    func forget() throws {
        if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
    }

    /// The log's last lines, to show why a start failed.
    func lastWords(_ count: Int = 8) -> String {
        guard let data = FileManager.default.contents(atPath: log.path) else { return "" }
        let lines = String(decoding: data.suffix(8_192), as: UTF8.self).split(separator: "\n")
        return lines.suffix(count).joined(separator: "\n")
    }
}
