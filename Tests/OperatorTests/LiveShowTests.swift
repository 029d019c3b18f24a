import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

@Suite struct LiveShowTests {
    /// Whatever the chance: 11 calls are one of each kind.
    @Test func everyOutcomeAndCategoryCallsInNamedAndAnonymous() throws {
        let deploy = try DeployFolder.find(workingDirectory: #filePath)
        let district = try PlayedDistrict("changzhou", deploy: deploy).district
        for second in Int64(0)..<50 {
            let show = LiveShow(of: district, at: Instant(milliseconds: 1_590_000_000_000 + second * 86_400_017))
            let calls = try show.calls(11).map { act in
                try #require(try JSONSerialization.jsonObject(with: Data(act.body.utf8)) as? [String: Any])
            }
            let outcomes = Set(calls.compactMap { $0["outcome"] as? String })
            let categories = Set(calls.compactMap { $0["category"] as? String })
            #expect(outcomes == Set(OnAirOutcome.allCases.map(\.rawValue)))
            #expect(categories == Set(AppealCategory.allCases.map(\.rawValue)))
            #expect(calls.contains { $0["isAnonymous"] as? Bool == true && $0["caller"] == nil })
            #expect(calls.contains { $0["caller"] != nil })
        }
    }
}
