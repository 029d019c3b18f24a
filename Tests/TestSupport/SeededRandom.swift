import Foundation
import Testing

/// Random values that a red run can be repeated with: the seed is another in each run, or what `HOTLINE_TEST_SEED` says;
/// ``Trait/seeded`` tells it with each issue. SplitMix64 (Steele, Lea, Flood 2014).
public struct SeededRandom: RandomNumberGenerator {
    /// Of this run.
    public static let seed =
        ProcessInfo.processInfo.environment["HOTLINE_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: .min ... .max)

    private var state = seed

    public init() {}

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Trait where Self == IssueHandlingTrait {
    /// The comment of each issue says how to run the test again with the same random values.
    public static var seeded: Self {
        .compactMapIssues { issue in
            var issue = issue
            issue.comments.append("again with HOTLINE_TEST_SEED=\(SeededRandom.seed)")
            return issue
        }
    }
}
