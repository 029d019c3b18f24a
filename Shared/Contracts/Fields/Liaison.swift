/// Who speaks for a unit (联络员): what `liaison` holds, as JSON, before it is sealed.
public struct Liaison: Codable, Sendable, Equatable {
    public var name: String?
    /// Where the unit's e-mail goes.
    public var mailbox: String?
    /// Where the unit's text messages go.
    public var phone: String?

    public init(name: String? = nil, mailbox: String? = nil, phone: String? = nil) {
        self.name = name
        self.mailbox = mailbox
        self.phone = phone
    }
}
