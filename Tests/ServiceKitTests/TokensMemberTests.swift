import Contracts
import Foundation
import Sealing
import Synchronization
import Testing

@testable import ServiceKit

/// A running service and the file of tokens that changes under it.
@Suite struct TokensMemberTests {
    private let file = TokenFile(FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path)
    private let desk = AccessGrant(name: "desk", roles: [.operator], district: AccessGrant.everywhere)
    private let person = AccessGrant(
        name: "supervisor-1", roles: [.supervisor], district: AccessGrant.everywhere, isPerson: true)

    private final class Lines: Sendable {
        private let all = Mutex<[String]>([])
        var texts: [String] { all.withLock { $0 } }
        func add(_ line: [UInt8]) { all.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    }

    private func member(_ lines: Lines = Lines()) throws -> TokensMember {
        let log = Log(service: "test", namespace: "test", output: LogOutput { lines.add($0) })
        return TokensMember(tokens: try AccessTokens(file: file.path), log: log)
    }

    @Test("X32: what is issued and revoked holds for a service that runs on") func itTakesWhatChanges() async throws {
        _ = try file.replace(with: [desk])
        let (member, shutdown) = (try member(), ShutdownSignal())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await member.run(until: shutdown) }
            let text = try file.add(person).text
            try await eventually("the new token") { try member.tokens.grant(for: text) == person }
            _ = try file.remove(person.name, where: \.isPerson)
            try await eventually("its end") { try member.tokens.grant(for: text) == nil }
            shutdown.give()
            try await group.waitForAll()
        }
        try FileManager.default.removeItem(atPath: file.path)
    }

    @Test("X32: a broken file is logged once and without what is in it; the old tokens hold until it is mended")
    func aBrokenFile() throws {
        let old = try file.replace(with: [desk])[0]
        let lines = Lines()
        let member = try member(lines)
        #expect(member.look(after: nil) == nil && lines.texts.isEmpty)
        try Data("secret".utf8).write(to: URL(filePath: file.path))
        let refusal = member.look(after: nil)
        #expect(refusal?.contains("is not a file of access tokens") == true)
        #expect(member.look(after: refusal) == refusal)
        #expect(lines.texts.count == 1)
        #expect(lines.texts.allSatisfy { $0.contains("\"level\":\"error\"") && !$0.contains("secret") })
        #expect(try member.tokens.grant(for: old.text) == desk)
        let new = try file.replace(with: [desk, person])
        #expect(member.look(after: refusal) == nil && lines.texts.count == 2)
        #expect(try member.tokens.grant(for: new[1].text) == person && member.tokens.grant(for: old.text) == nil)
        #expect(lines.texts.allSatisfy { !$0.contains(new[1].text) })
        try FileManager.default.removeItem(atPath: file.path)
    }
}
