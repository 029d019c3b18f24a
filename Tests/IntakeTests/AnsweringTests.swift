import HTTP
import IntakeService
import TestSupport
import Testing

/// What a caller is told when the database refuses.
@Suite struct AnsweringTests {
    private static let appeal = #"{"text":"t"}"#

    private func refuseCases(of intake: IntakeFixture, with sqlstate: String) async throws {
        try await intake.asAdmin(
            """
            CREATE OR REPLACE FUNCTION test_intake.refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '\(sqlstate)'; END $$
            """)
        try await intake.asAdmin(
            """
            CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON test_intake.cases
            FOR EACH ROW EXECUTE FUNCTION test_intake.refuse()
            """)
    }

    @Test func whatTheDatabaseMayTakeTheNextTimeIsToBeTriedAgain() async throws {
        let intake = try await IntakeFixture()
        for sqlstate in ["40001", "40P01", "53100", "53300", "57014", "57P04", "58030", "25006"] {
            try await refuseCases(of: intake, with: sqlstate)
            let answer = try await intake.post("/appeals", Self.appeal, key: "1")
            #expect((answer.status, answer.headers["Retry-After"]) == (503, "1"), "\(sqlstate): \(answer)")
            let batch = try await intake.post("/appeals:batch", #"{"appeals":[\#(Self.appeal)]}"#)
            #expect(batch.objects("results").map { $0["status"] as? Int } == [503], "\(sqlstate): \(batch)")
        }
        try await intake.asAdmin("DROP TRIGGER refuse ON test_intake.cases")
        #expect(try await intake.post("/appeals", Self.appeal, key: "1").status == 201)
        #expect(try await intake.count("cases") == 1)
    }

    @Test func whatItWouldRefuseAgainIsAFaultOfOurs() async throws {
        let intake = try await IntakeFixture()
        for sqlstate in ["23514", "42501", "22001"] {
            try await refuseCases(of: intake, with: sqlstate)
            let answer = try await intake.post("/appeals", Self.appeal)
            #expect((answer.status, answer.headers["Retry-After"]) == (500, nil), "\(sqlstate): \(answer)")
        }
    }
}
