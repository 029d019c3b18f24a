/// What another system answered; of redirects that were followed, the last answer.
public struct ClientResponse: Sendable {
    public let status: Int
    public let headers: Headers
    public let body: [UInt8]
}
