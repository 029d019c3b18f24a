import Contracts
import Messaging
import Postgres
import Sealing

/// The likely units of an appeal, by what the district's units have handled in the last year.
struct SuggestionSearch: Sendable {
    static let daysBack = 365

    let district: DistrictID
    /// In the district's zone.
    let today: CivilDay
    let keys: KeyRing

    func suggestions(for file: CaseFile, in transaction: borrowing Transaction) throws -> Suggestions {
        var found = Suggestions()
        let months = try Self.months(keys, of: district, until: today)
        let units = try transaction.learntUnits(
            of: district, months: months, category: file.appeal.category, on: today)
        found.learnt = units.values.reduce(0) { $0 + $1.cases }
        guard let sealed = file.appeal.text else { return found }
        guard let text = try open(sealed, of: file) else {
            found.isTextWithheld = true
            return found
        }
        guard found.learnt >= Suggestions.leastLearnt else { return found }
        let terms = Terms(text)
        let asked = try months.flatMap { try hashes(terms, $0) }
        let counts = try transaction.learntTerms(asked, count: terms.bigrams.count, of: district)
        found.suggestions = rank(
            terms, Evidence(units: units, counts: counts),
            without: try transaction.unitsDone(with: file.id, in: district))
        return found
    }

    private func rank(_ terms: Terms, _ evidence: Evidence, without done: Set<UnitID>) -> [Suggestion] {
        let weighing = Weighing(evidence)
        return weighing.ranked(without: done).prefix(Suggestions.most).compactMap { unit, probability in
            let reasons = Reasons(unit, terms, weighing)
            // Of what has no word in common with the past nothing can be said.
            guard !reasons.words.isEmpty else { return nil }
            return Suggestion(unit: unit.id, name: unit.name, score: probability, reasons: reasons)
        }
    }

    /// - Returns: nil for a report, and where the key is the vault's or gone.
    private func open(_ sealed: SealedText, of file: CaseFile) throws -> String? {
        guard file.appeal.category != .report else { return nil }
        do {
            return try keys.open(sealed, field: "text", of: file.subject(in: district))
        } catch is SealingError {
            return nil
        }
    }

    /// Nothing where the month's key is destroyed meanwhile: what was learnt under it is gone.
    private func hashes(_ terms: Terms, _ month: Month) throws -> [Int64] {
        do {
            return try keys.hashes(of: terms.bigrams, district: district, month: month)
        } catch SealingError.keyDestroyed {
            return []
        }
    }

    /// The months of the last year whose keys are live.
    static func months(_ keys: KeyRing, of district: DistrictID, until today: CivilDay) throws -> [Month] {
        let oldest = oldest(at: today)
        return try keys.months(of: district).filter { $0 >= oldest && $0 <= Month(today) }
    }

    static func oldest(at today: CivilDay) -> Month {
        Month(CivilDay(since1970: today.since1970 - daysBack))
    }
}
