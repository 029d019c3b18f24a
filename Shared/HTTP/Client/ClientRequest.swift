/// A request to another system.
public struct ClientRequest: Sendable {
    public var method: Method
    /// `http` or `https`; anything else is refused.
    public var url: String
    public var headers: Headers
    public var body: [UInt8]
    /// From the call to the last byte of the answer, name look-up and connection included.
    public var timeout = Duration.seconds(10)
    /// At most five hops; each is checked as the first one is. Off for webhooks, whose address was vetted.
    public var followsRedirects = false
    /// Whether loopback, private, link-local and other addresses that are not on the public internet may be called.
    /// A name that resolves to one is refused too, when it is connected to.
    public var allowsPrivateAddresses = false
    /// Bytes; a larger answer is an error.
    public var maximumResponse = 1 << 20

    public init(_ method: Method, _ url: String, headers: Headers = Headers(), body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
