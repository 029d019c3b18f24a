import Testing

@testable import HTTP

/// Whose request it is, with proxies in front and without.
@Suite struct ClientAddressTests {
    /// What the server, called from 127.0.0.1, takes for the client's address.
    private func peer(_ fields: String, behind proxies: [String]) async throws -> Substring? {
        var settings = ServerSettings()
        settings.trustedProxies = try proxies.map { try #require(Network($0)) }
        return try await withServer(settings) {
            $0.on(.get, "/peer") { request, _ in .text("peer=\(request.peer)") }
        } serving: { port in
            try await answer(
                to: "GET /peer HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(fields)\r\n", port: port
            ).split(separator: "peer=").last
        }
    }

    @Test func withoutATrustedProxyTheFieldIsNobodysWord() async throws {
        #expect(try await peer("X-Forwarded-For: 203.0.113.9\r\n", behind: []) == "127.0.0.1")
        #expect(try await peer("X-Forwarded-For: 203.0.113.9\r\n", behind: ["10.0.0.0/8", "::1"]) == "127.0.0.1")
    }

    @Test(arguments: [
        ("X-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9"),
        // What the client itself sent stands before what the proxy saw.
        ("X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\n", "203.0.113.9"),
        ("X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9"),
        // Two proxies of ours, one behind the other.
        ("x-forwarded-for: 198.51.100.1,203.0.113.9 ,\t10.1.2.3\r\n", "203.0.113.9"),
        ("X-Forwarded-For: 203.0.113.9:4711\r\n", "203.0.113.9"),
        ("X-Forwarded-For: [2001:DB8::1]:4711\r\n", "2001:db8::1"),
        ("X-Forwarded-For: 2001:db8:0:0::1\r\n", "2001:db8::1"),
        ("X-Forwarded-For: ::ffff:203.0.113.9\r\n", "203.0.113.9"),
        // Nothing but proxies: whoever is farthest away.
        ("X-Forwarded-For: 10.9.9.9, 10.1.2.3\r\n", "10.9.9.9"),
        // What is no address ends the way at the proxy that wrote it.
        ("X-Forwarded-For: 203.0.113.9, unknown\r\n", "127.0.0.1"),
        ("X-Forwarded-For: 203.0.113.9, 10.0.0.1\u{2028}\r\n", "127.0.0.1"),
        ("X-Forwarded-For: 203.0.113.9, unknown, 10.1.2.3\r\n", "10.1.2.3"),
        ("X-Forwarded-For: 203.0.113.9,\r\n", "127.0.0.1"),
        ("X-Forwarded-For: [\r\n", "127.0.0.1"), ("X-Forwarded-For: ]:[\r\n", "127.0.0.1"),
        ("X-Forwarded-For: 1:2:3\r\n", "127.0.0.1"), ("X-Forwarded-For: \r\n", "127.0.0.1"),
        ("", "127.0.0.1"),
    ])
    func behindATrustedProxyItIsTheLastAddressThatIsNoProxys(fields: String, expected: String) async throws {
        #expect(try await peer(fields, behind: ["127.0.0.1", "10.0.0.0/8"]).map(String.init) == expected)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ("192.0.2.128/25", "192.0.2.200", true), ("192.0.2.128/25", "192.0.2.127", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "198.51.100.1", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false),
        ("::/0", "2001:db8::1", true), ("::1", "::1", true), ("::1", "::2", false),
    ])
    func aBlockHoldsItsAddresses(block: String, address: String, holds: Bool) throws {
        #expect(try #require(Network(block)).contains(#require(Network.Address(address))) == holds)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.1/8", "10.0.0/8", "::/129",
        "fd00::1/8", "proxy.example", "10.0.0.0 /8", "[::1]", "1.2.3.4:80",
    ])
    func whatIsNoBlockIsRefused(text: String) {
        #expect(Network(text) == nil)
    }
}
