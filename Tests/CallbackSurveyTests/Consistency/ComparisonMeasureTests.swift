import Testing

@testable import CallbackSurveyService

@Suite struct ComparisonMeasureTests {
    @Test("CZ-43, CZ-51, CZ-52: on generated texts that it was not made with the comparison keeps its floor")
    func theComparisonKeepsItsFloor() {
        var texts = LabelledTexts(seed: 20_200_514)
        var (right, wrong, missed) = (0, 0, [LabelledTexts.Label: Int]())
        for index in 0..<3_000 {
            let label = index % 2 == 0 ? .agree : LabelledTexts.Label.allCases[1 + index / 2 % 5]
            let sample = texts.sample(label)
            let isFound = Self.isFound(sample)
            switch (label == .agree, isFound) {
            case (true, true): wrong += 1
            case (false, true): right += 1
            case (false, false): missed[label, default: 0] += 1
            case (true, false): break
            }
        }
        let precision = Double(right) / Double(max(right + wrong, 1))
        let recall = Double(right) / 1_500
        #expect(precision >= 0.95, "precision \(precision)")
        #expect(recall >= 0.9, "recall \(recall), missed \(missed)")
    }

    /// A pasted one must be found as pasted, a contradiction with its own reason; where all agrees nothing may be found.
    private static func isFound(_ sample: LabelledTexts.Sample) -> Bool {
        let onAirAndReply = ComparisonTests.findings(onAir: sample.first, reply: sample.second)
        let pasted = ComparisonTests.findings(onAir: sample.first, form: sample.second)
        switch sample.label {
        case .pasted: return pasted.contains { $0.kind == .pastedSummary }
        case .agree: return !onAirAndReply.isEmpty || !pasted.isEmpty
        default:
            let reason = Finding.Reason(rawValue: sample.label.rawValue)
            return onAirAndReply.contains { finding in finding.reasons.contains { $0 == reason } }
        }
    }
}
