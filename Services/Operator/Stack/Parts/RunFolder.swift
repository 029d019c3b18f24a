import Foundation

/// What a running stack keeps: keys, tokens, passwords, logs, process ids, PostgreSQL's and the broker's data.
struct RunFolder: Sendable {
    let url: URL

    var postgres: URL { url.appending(path: "postgres") }
    var broker: URL { url.appending(path: "broker") }
    var masterKey: URL { url.appending(path: "keys/master.key") }
    var keyRing: URL { url.appending(path: "keys/key-ring.json") }
    var vaultRing: URL { url.appending(path: "keys/vault-ring.json") }
    /// Hashes of the access tokens.
    var tokens: URL { url.appending(path: "tokens.json") }
    /// The tokens themselves, for scripts and for later commands.
    var tokenTexts: VariablesFile { VariablesFile(url.appending(path: "tokens.env")) }
    /// The passwords of the services' login roles.
    var passwords: VariablesFile { VariablesFile(url.appending(path: "passwords.env")) }
    /// What the script said about the broker, so that a later command need not ask it.
    var brokerVariables: VariablesFile { VariablesFile(url.appending(path: "broker.env")) }
    /// Which Kafka distribution the broker was started from, so that a later command need not be told.
    var kafkaHome: URL { url.appending(path: "kafka-home") }
    var postgresVariables: VariablesFile { VariablesFile(postgres.appending(path: "env")) }
    var lock: URL { url.appending(path: "lock") }

    func log(of service: String) -> URL { url.appending(path: "log/\(service).log") }
    func processID(of service: String) -> URL { url.appending(path: "pid/\(service)") }
    /// Copies of the files of `deploy` that the stack was given.
    func loaded(_ name: String) -> URL { url.appending(path: "loaded/\(name)") }

    func prepare() throws {
        for name in ["", "keys", "log", "pid", "loaded"] {
            try FileManager.default.createDirectory(
                at: url.appending(path: name), withIntermediateDirectories: true)
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: url.appending(path: "keys").path)
    }
}
