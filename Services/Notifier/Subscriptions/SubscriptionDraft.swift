import Contracts
import Foundation
import HTTP
import ServiceKit

/// A subscription as it is asked for.
struct SubscriptionDraft: Decodable, Sendable {
    let url: String?
    /// Names of events, such as `DeadlineMissed`.
    let types: [String]?
    let secret: String?

    /// Events that can be subscribed to: facts about a case, and what is told of the plan of shows.
    static let offered: Set<String> = Set(
        EventCatalog.all.filter {
            $0.topic.isAboutCases && $0 is any CaseEvent.Type || Letters.listing.contains($0.type)
        }.map { String($0.type.dropFirst("hotline.".count)) })

    struct Checked: Sendable {
        let url: String
        let types: Set<String>
        let secret: String
    }

    /// - Throws: `Problem` 400 that names every field at fault.
    func checked(mayBePrivate: Bool) throws -> Checked {
        var check = FieldCheck()
        let address = check.requiredText("url", url, atMost: 2_000)
        if !address.isEmpty, let fault = Self.fault(ofURL: address, mayBePrivate: mayBePrivate) {
            check.fault("url", fault)
        }
        let names = types ?? []
        if !(1...100).contains(names.count) { check.fault("types", "must name 1 to 100 events") }
        for (index, name) in names.prefix(100).enumerated() where !Self.offered.contains(name) {
            check.fault("types[\(index)]", "is not an event that can be subscribed to")
        }
        let key = check.requiredText("secret", secret, atMost: 200)
        if !key.isEmpty, key.utf8.count < 16 || !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            check.fault("secret", "must be 16 to 200 visible ASCII characters")
        }
        try check.finish()
        return Checked(url: address, types: Set(names.map { "hotline.\($0)" }), secret: key)
    }

    /// Where a name leads is judged when it is called; here only what can be seen.
    private static func fault(ofURL text: String, mayBePrivate: Bool) -> String? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = URLComponents(string: text),
            let host = url.host, !host.isEmpty
        else { return "must be a URL with a host, in ASCII" }
        guard url.user == nil, url.password == nil, url.fragment == nil else {
            return "must have neither credentials nor a fragment"
        }
        switch url.scheme?.lowercased() {
        case "https": return nil
        case "http" where mayBePrivate: return nil
        default: return "must begin with https://"
        }
    }
}
