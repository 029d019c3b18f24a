import FoundationEssentials

/// A mail in plain text.
public struct Mail: Sendable {
    public var from: Mailbox
    public var to: [Mailbox]
    public var subject: String
    /// Any line ends; sent as UTF-8.
    public var text: String
    /// With its angle brackets, `<left@right>`. The same one again tells the receiver that it is the same mail.
    public var messageID: String
    public var date: Date

    public init(from: Mailbox, to: [Mailbox], subject: String, text: String, messageID: String, date: Date) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.messageID = messageID
        self.date = date
    }
}
