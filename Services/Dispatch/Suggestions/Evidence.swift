import Contracts

/// What the district's past says of one appeal.
struct Evidence: Sendable {
    struct Unit: Sendable {
        let id: UnitID
        let name: String
        /// It exists today.
        let isValid: Bool
        /// How many cases it handled, and how many of those were of the appeal's category.
        let cases: Int
        let casesOfCategory: Int
        /// How many terms its cases have together.
        let terms: Int
    }

    let units: [UnitID: Unit]
    /// By the appeal's terms: how many cases of each unit have it.
    let counts: [[UnitID: Int]]

    /// How many cases there are to learn from.
    var learnt: Int { units.values.reduce(0) { $0 + $1.cases } }
}
