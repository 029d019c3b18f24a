import Contracts
import Foundation
import Sealing

/// What became of a unit's contact.
enum ContactChange: Sendable {
    case same, changed
    /// It is another one, which nobody can read: altered, or sealed for somebody else.
    case unreadable
}

extension KeyRing {
    /// Whether two boxes hold the same liaison. What cannot be opened any more counts as the same: dispatch seals every
    /// liaison anew once a month's key is gone, and that is no change. One that could never be opened is replaced by any.
    ///
    /// - Returns: nil while the key of the new box is not known, which may come: rings are files that are copied.
    func change(from old: SealedText?, to new: SealedText?, of subject: SealSubject) throws -> ContactChange? {
        guard let new else { return old == nil ? .same : .changed }
        let after = try contact(in: new, of: subject)
        switch after {
        case .keyUnknown: return nil
        case .unreadable: return .unreadable
        case .opened, .keyGone: break
        }
        guard let old else { return .changed }
        switch (try contact(in: old, of: subject), after) {
        case (.keyGone, _), (_, .keyGone): return .same
        case (.opened(let before), .opened(let after)): return before == after ? .same : .changed
        default: return .changed
        }
    }

    private func contact(in box: SealedText, of subject: SealSubject) throws -> Contact {
        do {
            let json = Data(try openBytes(box, field: "liaison", of: subject))
            return .opened(try JSONDecoder().decode(Liaison.self, from: json))
        } catch SealingError.keyDestroyed {
            return .keyGone
        } catch SealingError.unknownKey {
            return .keyUnknown
        } catch SealingError.notAuthentic {
            return .unreadable
        } catch is DecodingError {
            return .unreadable
        }
    }
}

/// What a box holds for whoever opens it now.
private enum Contact {
    case opened(Liaison)
    case keyGone, keyUnknown, unreadable
}
