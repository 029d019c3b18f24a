import Contracts
import Foundation
import Testing

@testable import OperatorService

@Suite struct ProcessTests {
    @Test func aProcessIsKnownByItsIdAndItsStart() throws {
        let own = try #require(ProcessIdentity(running: getpid()))
        #expect(own.isRunning)
        #expect(ProcessIdentity(own.text) == own)
        let other = try #require(ProcessIdentity("\(own.id) \(own.start + 1)"))
        #expect(!other.isRunning)
    }

    @Test func whatEndedIsNotRunningThoughNobodyHasLooked() throws {
        var id = pid_t()
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        defer { free(words[0]) }
        #expect(posix_spawnp(&id, "true", nil, nil, &words, environ) == 0)
        var information = siginfo_t()
        waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT)
        #expect(ProcessIdentity(running: id) == nil)
        waitpid(id, nil, 0)
    }

    @Test func aStrangersProcessIsNotTakenForAService() throws {
        let own = try #require(ProcessIdentity(running: getpid()))
        #expect(own.runs(URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()))
        #expect(!own.runs(URL(filePath: "/usr/bin/true")))
        #expect(ProcessIdentity("x y") == nil && ProcessIdentity("12") == nil && ProcessIdentity("") == nil)
    }

    @Test(arguments: [(5.0, "5s"), (65, "1m 5s"), (3600, "1h 0m"), (200_000, "2d 7h"), (-1, "0s")])
    func aSpanIsToldInItsTwoLargestUnits(seconds: Double, text: String) {
        #expect(StackStatus.span(seconds) == text)
    }

    @Test func aServiceGetsItsOwnLoginAndNothingOfTheStacks() throws {
        let stack = try StackFixture()
        var environment = stack.environment
        environment["HOTLINE_SMTP_HOST"] = "mail.example"
        environment["POSTGRES_ADMIN_PASSWORD"] = "secret"
        let connections = StackConnections(
            namespace: "trial", postgres: ["POSTGRES_HOST": "127.0.0.1", "POSTGRES_USER": "postgres"],
            broker: ["KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"],
            passwords: ["POSTGRES_PASSWORD": "common", "POSTGRES_DEADLINE_WATCHER_PASSWORD": "own"])
        let variables = ServiceVariables(settings: try StackSettings(environment), connections: connections)
        let watcher = variables.variables(of: .deadlineWatcher)
        #expect(watcher["POSTGRES_USER"] == "trial_deadline_watcher")
        #expect(watcher["POSTGRES_PASSWORD"] == "own")
        #expect(watcher["HOTLINE_SMTP_HOST"] == "mail.example")
        let foreign = watcher.keys.filter { $0.contains("ADMIN") }
        #expect(foreign == [] && watcher["HOTLINE_RUN"] == nil && watcher["HOTLINE_INTAKE_PORT"] == nil)
        #expect(variables.variables(of: .intake)["POSTGRES_PASSWORD"] == "common")
    }

    @Test func aTableMeasuresChineseByItsWidth() {
        let lines = TextTable(["name", "n"], [["签收", "1"], ["sign it", "22"]]).lines
        #expect(lines == ["name     n", "签收     1", "sign it  22"])
    }
}
