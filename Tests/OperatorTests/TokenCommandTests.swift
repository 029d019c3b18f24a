import Contracts
import Foundation
import Sealing
import Testing

@testable import OperatorService

/// `hotline tokens` over a stack's folder that `hotline setup` has filled.
@Suite struct TokenCommandTests {
    private let stack: StackFixture
    private let run: RunFolder
    private let shared: [String: String]

    init() throws {
        stack = try StackFixture()
        let settings = try stack.settings()
        run = settings.run
        try run.prepare()
        shared = try Secrets(run: run, deploy: settings.deploy).tokens().texts
    }

    private func hotline(_ words: [String]) async -> (code: Int32, said: String, complained: String) {
        let terminal = CollectingTerminal()
        let code = await terminal.run(words, command: TokenCommands.group(in: stack.environment))
        return (code, terminal.said, terminal.complained)
    }

    private func issue(_ name: String, _ words: String...) async throws -> String {
        let answer = await hotline(["issue", "--name", name] + words)
        try #require(answer.code == 0, "\(answer)")
        return answer.said
    }

    private var file: [UInt8] { get throws { [UInt8](try Data(contentsOf: run.tokens)) } }

    @Test("X32: a person's token is printed once, alone, kept as a hash, and names who bears it") func issued()
        async throws
    {
        let text = try await issue("supervisor-1", "--role", "supervisor", "--district", "doumen")
        #expect(AccessToken(text) != nil)
        let tokens = try AccessTokens(file: run.tokens.path)
        let grant = try #require(try tokens.grant(for: text))
        #expect(
            grant
                == AccessGrant(
                    name: "supervisor-1", roles: [.supervisor], district: DistrictID("doumen"), isPerson: true))
        let kept = String(decoding: try file, as: UTF8.self)
        #expect(!kept.contains(text.dropFirst("hotline_".count)))
        #expect(try FileManager.default.attributesOfItem(atPath: run.tokens.path)[.posixPermissions] as? Int == 0o600)
        // What the stack and its scripts use stays as it was, and is nobody's own.
        for (variable, text) in shared {
            #expect(try tokens.grant(for: text)?.isPerson == false, "\(variable)")
        }
        let everywhere = try await issue("operator-1", "--role=operator")
        #expect(try AccessTokens(file: run.tokens.path).grant(for: everywhere)?.district == AccessGrant.everywhere)
        let unit = try await issue(
            "water-7", "--role", "unit", "--district", "changzhou", "--unit", "water-supply")
        #expect(try AccessTokens(file: run.tokens.path).grant(for: unit)?.unit == UnitID("water-supply"))
    }

    @Test("X32: the list names everybody and shows no token") func listed() async throws {
        let text = try await issue("discipline-1", "--role", "discipline")
        let answer = await hotline(["list"])
        #expect(answer.code == 0 && answer.complained.isEmpty)
        let lines = answer.said.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains(["discipline-1", "discipline", "*", "person"]))
        #expect(lines.contains(["supervisor", "supervisor", "*", "shared"]))
        #expect(lines.contains(["changzhou-water-supply", "unit", "changzhou", "water-supply", "shared"]))
        for secret in shared.values + [text] { #expect(!answer.said.contains(secret.suffix(64))) }
        for hash in try JSONDecoder().decode(Hashes.self, from: Data(file)).tokens {
            #expect(!answer.said.contains(hash.sha256))
        }
    }

    private struct Hashes: Decodable {
        struct Hash: Decodable { let sha256: String }
        let tokens: [Hash]
    }

    @Test("X32: a revoked token is none, the others stay, and the name is free again") func revoked() async throws {
        let first = try await issue("supervisor-1", "--role", "supervisor")
        let other = try await issue("supervisor-2", "--role", "supervisor")
        #expect(await hotline(["revoke", "--name", "supervisor-1"]).code == 0)
        let tokens = try AccessTokens(file: run.tokens.path)
        #expect(try tokens.grant(for: first) == nil && tokens.grant(for: other) != nil)
        let again = await hotline(["revoke", "--name", "supervisor-1"])
        #expect(again.code == 1 && again.complained.contains("--name supervisor-1 has no token"))
        #expect(try await issue("supervisor-1", "--role", "supervisor") != first)
    }

    @Test("X32: a shared token is not revoked by mistake") func sharedStays() async throws {
        let before = try file
        let answer = await hotline(["revoke", "--name", "supervisor"])
        #expect(answer.code == 1 && answer.complained.contains("--name supervisor is the token of a role"))
        #expect(try file == before)
    }

    @Test(
        "X32: what cannot be issued is refused by the name of its option, and changes nothing",
        arguments: [
            ([], "--name is missing"), (["--name", "a"], "--role is missing"),
            (["--name", "a", "--role", "king"], "--role must be one of operator,"),
            (["--name", "a", "--role", "Supervisor"], "--role must be one of operator,"),
            (["--name", "", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "a\nb", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "a\u{1B}[2Jb", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "a\0b", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "../tokens", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "a\u{202E}b", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "某某", "--role", "supervisor"], "--name must be a staff id"),
            (["--name", "a\",\"roles\":[\"operator\"],\"x\":\"", "--role", "unit"], "--name must be a staff id"),
            (["--name", String(repeating: "a", count: 65), "--role", "supervisor"], "--name must be a staff id"),
            (["--name", String(repeating: "a", count: 1_000_000), "--role", "unit"], "--name must be a staff id"),
            (
                ["--name", "a", "--role", "supervisor", "--district", "atlantis"],
                "--district must be one of changzhou, doumen"
            ),
            (
                ["--name", "a", "--role", "supervisor", "--district", "*"],
                "--district must be one of changzhou, doumen"
            ),
            (
                ["--name", "a", "--role", "supervisor", "--district", "../doumen"],
                "--district must be one of changzhou, doumen"
            ),
            (["--name", "a", "--role", "unit"], "--district is missing"),
            (["--name", "a", "--role", "unit", "--unit", "water-supply"], "--district is missing"),
            (["--name", "a", "--role", "unit", "--district", "changzhou"], "--unit is missing"),
            (
                ["--name", "a", "--role", "unit", "--district", "doumen", "--unit", "water-supply-of-elsewhere"],
                "--unit must be the id"
            ),
            (
                ["--name", "a", "--role", "operator", "--district", "changzhou", "--unit", "water-supply"],
                "--unit is for the role unit"
            ),
            (["--name", "supervisor", "--role", "supervisor"], "--name supervisor is taken"),
            (["--name", "changzhou-water-supply", "--role", "supervisor"], "--name changzhou-water-supply is taken"),
        ] as [([String], String)])
    func refused(words: [String], reason: String) async throws {
        let before = try file
        let answer = await hotline(["issue"] + words)
        #expect(answer.code == (reason.hasSuffix("taken") ? 1 : 64) && answer.said.isEmpty)
        #expect(answer.complained.contains(reason), "\(answer.complained.prefix(300))")
        #expect(!answer.complained.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(answer.complained.utf8.count < 1_000)
        #expect(try file == before)
    }

    @Test(
        "X32: nothing is revoked by what is no name",
        arguments: ["", "*", "../supervisor-1", "supervisor-1\n", "SUPERVISOR-1", "\u{1B}[2J"])
    func noName(name: String) async throws {
        _ = try await issue("supervisor-1", "--role", "supervisor")
        let before = try file
        let answer = await hotline(["revoke", "--name", name])
        #expect(answer.code == 64 && answer.complained.contains("--name must be a staff id"))
        #expect(!answer.complained.contains("\u{1B}"))
        #expect(try file == before)
        #expect(await hotline(["revoke"]).complained.contains("--name is missing"))
    }

    @Test("X32: a name is given once, whoever asks at the same time") func twoAtOnce() async throws {
        let codes = await withTaskGroup(of: Int32.self) { group in
            for _ in 1...8 {
                group.addTask { await hotline(["issue", "--name", "supervisor-1", "--role", "supervisor"]).code }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == 0 } == 1 && codes.count { $0 == 1 } == 7)
        let count = try TokenFile(run.tokens.path).grants().count
        #expect(count == shared.count + 1)
    }

    @Test("X32: without the file, or with a broken one, nothing is issued and the file stays") func noFile()
        async throws
    {
        try Data("{".utf8).write(to: run.tokens)
        for words in [["issue", "--name", "a", "--role", "operator"], ["list"], ["revoke", "--name", "a"]] {
            let answer = await hotline(words)
            #expect(answer.code == 1 && answer.complained.contains("tokens.json: is not a file of access tokens"))
        }
        #expect(try file == Array("{".utf8))
        try FileManager.default.removeItem(at: run.tokens)
        for words in [["issue", "--name", "a", "--role", "operator"], ["list"], ["revoke", "--name", "a"]] {
            let answer = await hotline(words)
            #expect(answer.code == 2 && answer.complained.contains("hotline setup makes it"))
        }
        #expect(!FileManager.default.fileExists(atPath: run.tokens.path))
    }
}
