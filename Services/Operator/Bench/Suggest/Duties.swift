/// What a unit is called about, in two people's words: made up for the bench, from the units' names.
struct Duty: Sendable {
    let unit: String
    /// As the appeals say it that are learnt from.
    let past: [String]
    /// As the appeals say it that are held out: partly in the same words, partly in others.
    let later: [String]

    init(_ unit: String, past: String, later: String) {
        self.unit = unit
        self.past = past.split(separator: " ").map(String.init)
        self.later = later.split(separator: " ").map(String.init)
    }

    /// Of the 42 units of `deploy/districts/changzhou/units.yaml`.
    static let all = ofTown + ofPeople + ofOffices + ofEnterprises + ofPlaces
}
