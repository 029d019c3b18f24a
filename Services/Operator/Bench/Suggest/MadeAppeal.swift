/// An appeal that was made up, and the unit whose matter it is.
struct MadeAppeal: Sendable {
    let text: String
    let unit: String
}

extension Lot {
    /// Few units have many of the matters, many have few.
    mutating func duty() -> Duty? {
        pick(Duty.all.enumerated().map { ($1, weight: 4 + 40 / (1 + ($0 * 17) % Duty.all.count)) })
    }
}
