import Contracts
import Sealing

/// That a unit handled a case with this text.
struct Lesson: Sendable, Equatable {
    let unit: UnitID
    /// Nil while it is not known.
    let category: AppealCategory?
    let text: SealedText

    /// - Returns: the terms and the month under whose key they are hashed; nil where the text stays closed here: a
    ///   report's under the vault's key, or one whose key is gone.
    func terms(of case: CaseID, in district: DistrictID, _ keys: KeyRing) throws -> (month: Month, hashes: [Int64])? {
        do {
            let month = try keys.month(of: text)
            let words = Terms(try keys.open(text, field: "text", of: SealSubject(district: district, case: `case`)))
            return (month, try keys.hashes(of: words.bigrams, district: district, month: month))
        } catch is SealingError {
            return nil
        }
    }
}

/// A case whose unit may be another than the one that was learnt.
struct Reviewed: Sendable {
    let district: DistrictID
    let id: CaseID
    let learnt: Lesson?
    /// Nil where nothing is to be learnt of it: nobody has handled it, or it is a report.
    let handled: Lesson?
}
