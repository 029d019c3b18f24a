import Contracts
import Foundation

/// Which unit the past speaks for, by naive Bayes over the terms of the appeal, its category and how much each unit has
/// to do.
///
/// Smoothed by what all units have in common (Jelinek and Mercer 1980; for naive Bayes: Zhai and Lafferty 2004): a term
/// counts by how much more often the unit's cases have it than the district's.
struct Weighing: Sendable {
    /// The part of the district in the estimate of a unit. On made-up appeals, of 0.1 to 0.9, the one whose first unit
    /// is right about as often as its probability says (0.66 said, 0.71 right after 1,000 lessons; 0.71 and 0.79 after
    /// 20,000). 0.8 has the right unit in the first three a percent more often, and says too little of it.
    static let background = 0.6

    /// Taken from each count (Ney, Essen and Kneser 1994): what a unit has had once may be chance.
    static let discount = 0.5

    let evidence: Evidence
    private let cases: Double
    private let casesOfCategory: Double
    private let terms: Double
    private let totals: [Double]

    init(_ evidence: Evidence) {
        self.evidence = evidence
        let units = evidence.units.values
        cases = units.reduce(0) { $0 + Double($1.cases) }
        casesOfCategory = units.reduce(0) { $0 + Double($1.casesOfCategory) }
        terms = units.reduce(0) { $0 + Double($1.terms) }
        totals = evidence.counts.map { Double($0.values.reduce(0, +)) }
    }

    /// What the unit has to do, of all there is; and the category, where the unit has had it more often than others.
    private func prior(_ unit: Evidence.Unit) -> Double {
        guard unit.cases > 0, cases > 0 else { return -.infinity }
        let share = log(Double(unit.cases) / cases)
        guard casesOfCategory > 0 else { return share }
        return share
            + weight(Double(unit.casesOfCategory) / Double(unit.cases), among: casesOfCategory / cases)
    }

    /// How much the term speaks for the unit: above 0 for it, below 0 against it, 0 where nobody has had it.
    func weight(ofTerm index: Int, for unit: Evidence.Unit) -> Double {
        guard totals[index] > 0, unit.terms > 0, terms > 0 else { return 0 }
        let own = max(Double(evidence.counts[index][unit.id] ?? 0) - Self.discount, 0)
        return weight(own / Double(unit.terms), among: totals[index] / terms)
    }

    private func weight(_ share: Double, among all: Double) -> Double {
        log(Self.background + (1 - Self.background) * share / all)
    }

    /// The probability of each unit that may handle it, 0 to 1, highest first; equal ones by their ids.
    func ranked(without excluded: Set<UnitID>) -> [(unit: Evidence.Unit, probability: Double)] {
        let units = evidence.units.values.filter { $0.isValid && $0.cases > 0 && !excluded.contains($0.id) }
        let sums = units.map { unit in
            totals.indices.reduce(prior(unit)) { $0 + weight(ofTerm: $1, for: unit) }
        }
        guard let highest = sums.max() else { return [] }
        let likelihoods = sums.map { exp($0 - highest) }
        let whole = likelihoods.reduce(0, +)
        return zip(units, likelihoods).map { ($0, $1 / whole) }.sorted {
            $0.probability == $1.probability ? $0.unit.id < $1.unit.id : $0.probability > $1.probability
        }
    }
}
