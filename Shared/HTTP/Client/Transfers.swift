import CLibCurl

/// Starts transfers on a loop of its own; any number may be under way at once.
actor Transfers {
    /// What a transfer needs besides its options.
    struct Bounds: Sendable {
        var timeout: Duration
        var maximumResponse: Int
        var allowsPrivateAddresses: Bool
    }

    private let loop: TransferLoop
    private var count = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init() throws(ClientError) {
        loop = try TransferLoop()
    }

    deinit {
        loop.finish()
    }

    /// - Parameter configure: sets the options that make it an HTTP or an SMTP transfer.
    func perform(_ bounds: Bounds, _ configure: @Sendable (Transfer) -> Void) async throws(ClientError)
        -> ClientResponse
    {
        guard let easy = curl_easy_init() else { throw .unreachable("libcurl has no memory", code: 0) }
        count += 1
        let number = count
        do {
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let transfer = Transfer(
                        easy, number: number, limit: bounds.maximumResponse,
                        allowsPrivateAddresses: bounds.allowsPrivateAddresses, continuation)
                    transfer.setBounds(timeout: bounds.timeout)
                    configure(transfer)
                    loop.start(transfer)
                }
            } onCancel: { [loop] in
                loop.cancel(number)
            }
        } catch let error as ClientError {
            throw error
        } catch {
            throw .unreachable("\(error)", code: 0)
        }
    }
}
