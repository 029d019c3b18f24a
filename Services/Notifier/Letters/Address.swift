/// Where a recipient can be reached, opened for one sending.
struct Address: Sendable {
    var mailbox: String?
    var phone: String?
    var mayCome = true
}
