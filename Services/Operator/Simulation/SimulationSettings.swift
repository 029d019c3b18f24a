import Foundation

/// What a simulated season is made of.
struct SimulationSettings: Sendable {
    /// Folders below `deploy/districts`, in the order of their seasons.
    var districts = ["doumen", "changzhou"]
    var deploy: URL
    var seed: UInt64 = 1
    /// For each show.
    var appeals = 50
    /// Only the first so many shows of each season; nil for all.
    var shows: Int?
    var temper = Temper()
}

/// How far a simulation is, for a progress bar.
struct SimulationProgress: Sendable {
    let district: String
    /// The simulated day.
    let day: String
    let shows: Int
    let showsInAll: Int
    let acts: Int
    let isOver: Bool
}
