/// Who sent a request, where proxies stand in front.
enum ClientAddress {
    /// The last address of the way here that is no trusted proxy's: each proxy adds at the end of `X-Forwarded-For` whom
    /// it was called by, and what stands before the first untrusted one may be anybody's invention.
    ///
    /// - Parameter connection: the address that the request came from.
    static func of(_ headers: Headers, from connection: String, behind proxies: [Network]) -> String {
        guard !proxies.isEmpty, var peer = Network.Address(connection) else { return connection }
        let isProxy = { (address: Network.Address) in proxies.contains { $0.contains(address) } }
        guard isProxy(peer) else { return connection }
        let way = headers.all("X-Forwarded-For").joined(separator: ",")
        for hop in way.split(separator: ",", omittingEmptySubsequences: false).reversed() {
            guard let before = address(hop) else { break }
            peer = before
            if !isProxy(peer) { break }
        }
        return peer.text
    }

    /// Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(_ hop: Substring) -> Network.Address? {
        let text = hop.trimming(" \t")
        if let address = Network.Address(text) { return address }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return Network.Address(String(text[text.index(after: text.startIndex)..<end]))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? Network.Address(String(parts[0])) : nil
    }
}
