import Contracts
import Testing

@testable import DistrictRegister

@Suite struct RegisterTests {
    @Test func districtsThatAreInventedLeaveNothingBehind() async throws {
        let intake = try await IntakeFixture()
        let register = DistrictRegister()
        let changzhou = DistrictID("changzhou")
        let known = try await intake.store.read(in: changzhou) { transaction in
            for number in 0..<3_000 {
                guard try !register.knows(DistrictID("invented-\(number)"), in: transaction) else { return false }
            }
            return try register.knows(changzhou, in: transaction)
        }
        #expect(known)
        #expect(register.count == 1)
    }
}
