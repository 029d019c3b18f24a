import Contracts
import Foundation
import RulePacks

/// 《热线群众投诉问题登记表》 of one show, as data: what needs investigation or coordination (rules DM-09, DM-47).
struct RegistrationForm: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        let caseNumber: CaseNumber
        let category: AppealCategory?
        /// What a report says about officials is for the discipline roles alone.
        let isTextWithheld: Bool
        let fields: [FormField]
    }

    static let name = "群众投诉问题登记表"

    let title = Title(zh: name, en: "Register of citizens' complaints")
    /// Other names of the same form in the district's documents (rule X26).
    let alsoCalled: [String]
    let broadcast: BroadcastID
    /// In the order of their registration.
    let entries: [Entry]

    init(of broadcast: BroadcastID, by pack: RulePack, entries: [Entry]) {
        self.broadcast = broadcast
        self.entries = entries
        alsoCalled = Self.aliases(in: pack)
    }

    /// The policy `form.aliases` holds equations of names.
    private static func aliases(in pack: RulePack) -> [String] {
        guard case .texts(let equations) = pack.policy(.formAliases) else { return [] }
        return equations.flatMap { equation in
            let names = equation.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
            return names.contains(name) ? names.filter { $0 != name } : []
        }
    }
}
