import Contracts
import Foundation
import HTTP
import TestSupport
import Testing

@testable import OperatorService

@Suite struct StackTests {
    /// One test, because a stack takes seconds: up, a crash, up again, down.
    @Test func upStartsWhatDoesNotRunAndNothingElse() async throws {
        let stack = try StackFixture()
        do {
            try await rise(stack)
            _ = try await stack.hotline("down")
        } catch {
            _ = try await stack.hotline("down")
            throw error
        }
        #expect(try ServiceName.allCases.allSatisfy { try stack.process($0) == nil })
        await #expect(throws: CommandFailure.self) { try await stack.hotline("status") }
        try stack.remove()
    }

    private func rise(_ stack: StackFixture) async throws {
        let first = try await stack.hotline("up")
        let tokens = try stack.settings().run.tokenTexts
        let token = try #require(try tokens.read()["HOTLINE_TOKEN_OPERATOR"])
        #expect(first.contains(token))
        #expect(try permissions(tokens.url) == 0o600)
        let hashes = try String(contentsOf: stack.settings().run.tokens, encoding: .utf8)
        #expect(!hashes.contains(token))
        let before = try identities(stack)
        #expect(before.count == ServiceName.allCases.count)

        let begin = ContinuousClock.now
        let second = try await stack.hotline("up")
        #expect(ContinuousClock.now - begin < .seconds(2))
        #expect(!second.contains("start") && !second.contains("loaded") && !second.contains(token))
        #expect(try identities(stack) == before)

        let victim = try #require(before[.intake])
        #expect(kill(victim.id, SIGKILL) == 0)
        try await eventually("the end of intake") { try stack.process(.intake) == nil ? true : nil }
        await #expect(throws: CommandFailure.self) { try await stack.hotline("status") }
        let third = try await stack.hotline("up")
        #expect(third.contains("started intake") && !third.contains("loaded"))
        let after = try identities(stack)
        #expect(after[.intake] != before[.intake])
        #expect(after.filter { $0.key != .intake } == before.filter { $0.key != .intake })

        let status = try await stack.hotline("status")
        #expect(status.contains("ready") && !status.contains("not ready"))
        let topics = try await stack.hotline("topics", "--json")
        #expect(topics.contains("\"partitions\":12"))
        #expect(try await stack.hotline("parked") == "nothing is parked\n")
        try await loadAgain(stack)
        try await aPersonComesAndGoes(stack)
    }

    /// The services that run already take what is issued and revoked.
    private func aPersonComesAndGoes(_ stack: StackFixture) async throws {
        let before = try identities(stack)
        let issued = try await stack.hotline("tokens", "issue", "--name", "supervisor-1", "--role", "supervisor")
        let token = try #require(issued.split(separator: "\n").first.map(String.init))
        let client = try HTTPClient()
        let address = try stack.settings().url(of: .deadlineWatcher, "/v1/districts/doumen/accountabilities")
        var request = ClientRequest(.get, address, headers: ["Authorization": "Bearer \(token)"])
        request.allowsPrivateAddresses = true
        let asked = request
        func status(becomes status: Int) async throws {
            try await eventually("\(status) for the person") {
                try await client.send(asked).status == status ? true : nil
            }
        }
        try await status(becomes: 200)
        #expect(try await stack.hotline("tokens").contains("supervisor-1"))
        #expect(try await !stack.hotline("tokens").contains(token))
        _ = try await stack.hotline("tokens", "revoke", "--name", "supervisor-1")
        try await status(becomes: 401)
        #expect(try identities(stack) == before)
    }

    /// What `up` gave is not given again; what it has not, `load` gives to the running services.
    private func loadAgain(_ stack: StackFixture) async throws {
        #expect(try await stack.hotline("load") == "")
        let copies = try stack.settings().run.loaded("")
        let names = try FileManager.default.contentsOfDirectory(atPath: copies.path)
        let units = try #require(names.first { $0.hasSuffix("doumen.units") })
        try FileManager.default.removeItem(at: copies.appending(path: units))
        #expect(try await stack.hotline("load") == "loaded  doumen: 20 units\n")
    }

    /// The keys of reports are intake's alone; whatever the caller's environment says.
    @Test func onlyIntakeIsGivenTheVaultRing() throws {
        let stack = try StackFixture()
        var environment = stack.environment
        environment["HOTLINE_VAULT_RING"] = "/elsewhere"
        let settings = try StackSettings(environment)
        let variables = ServiceVariables(
            settings: settings,
            connections: StackConnections(
                namespace: settings.namespace, postgres: ["POSTGRES_HOST": "127.0.0.1"], broker: [:], passwords: [:]))
        for service in ServiceName.allCases {
            let given = variables.variables(of: service)["HOTLINE_VAULT_RING"]
            #expect(given == (service == .intake ? settings.run.vaultRing.path : nil))
        }
    }

    private func identities(_ stack: StackFixture) throws -> [ServiceName: ProcessIdentity] {
        var found: [ServiceName: ProcessIdentity] = [:]
        for service in ServiceName.allCases { found[service] = try stack.process(service) }
        return found
    }

    private func permissions(_ file: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    }

    @Test func aBusyPortIsNamedWithItsSetting() async throws {
        let stack = try StackFixture()
        let listener = try BusyPort()
        defer { listener.release() }
        var environment = stack.environment
        environment["HOTLINE_INTAKE_PORT"] = String(listener.port)
        environment["HOTLINE_PROGRAMMES"] = StackFixture.programmes.path
        let settings = try StackSettings(environment)
        let terminal = CollectingTerminal()
        let failure = await #expect(throws: CommandFailure.self) {
            try await Stack(settings: settings, terminal: terminal.terminal).start(ServiceName.allCases)
        }
        #expect(failure?.description.contains("port \(listener.port), for intake,") == true)
        #expect(failure?.description.contains("HOTLINE_INTAKE_PORT") == true)
        #expect(terminal.said.isEmpty)
        try stack.remove()
    }
}
