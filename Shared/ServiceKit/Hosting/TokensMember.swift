import Sealing

/// Takes what was issued and revoked while the service runs: a look at the file's status each second.
struct TokensMember: Service {
    let name = "tokens"
    let tokens: AccessTokens
    let log: Log

    func run(until shutdown: ShutdownSignal) async throws {
        var refusal: String?
        while !shutdown.isGiven {
            refusal = look(after: refusal)
            try await shutdown.wait(atMost: .seconds(1))
        }
    }

    /// - Parameter refusal: what was logged of a file that cannot be used; once is enough.
    /// - Returns: the same of this look; nil when the tokens are the file's.
    func look(after refusal: String?) -> String? {
        do {
            if let count = try tokens.refresh() { log.notice("the tokens were read again", ["tokens": "\(count)"]) }
            return nil
        } catch {
            let reason = String(describing: error)
            if reason != refusal {
                log.error("the file of tokens cannot be used: the old tokens stay valid", ["error": reason])
            }
            return reason
        }
    }
}
