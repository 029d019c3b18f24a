import Contracts
import Foundation
import IntakeService
import TestSupport
import Testing

/// Likely repeats are found before anybody asks, and stay on the list until a person has linked or dismissed them.
@Suite struct ProposalTests {
    private static let pressure = "通用路口的供水压力不足，晚上七点以后五楼没有水，已经持续两个星期"
    private static let again = "通用路口的供水压力不足，晚上七点以后五楼没有水，已经持续三个星期了"
    private static let noise = "工地夜间施工噪音很大，老人孩子都睡不着，请有关部门尽快处理一下"
    private static let lamps = "小区北门外面的路灯坏了一个多月没有人修"

    // MARK: what is found

    @Test("DM-45: a new appeal is proposed with the earlier case, and nothing else is")
    func aLikelyEarlierCaseIsProposed() async throws {
        let intake = try await IntakeFixture()
        let first = try await intake.raise(Self.pressure)
        try await intake.raise(Self.noise)
        intake.clock.advance(bySeconds: 40 * 86_400)
        let second = try await intake.raise(Self.again)
        #expect(try await intake.proposals().isEmpty)
        #expect(try await intake.get("/repeats/proposals").object["waiting"] as? Int == 3)
        try await intake.runDueWork()
        let answer = try await intake.get("/repeats/proposals", as: .supervisor)
        #expect(answer.status == 200 && answer.object["waiting"] as? Int == 0, "\(answer)")
        #expect(answer.objects("proposals").count == 1)
        let proposal = try #require(answer.objects("proposals").first)
        #expect(proposal["caseNumber"] as? String == second && proposal["parent"] as? String == first)
        #expect(proposal["reasons"] as? [String] == ["sameMatter"])
        #expect(proposal["foundAt"] as? String == intake.clock.now().rfc3339)
        let asked = try await intake.get("/cases/\(second)/repeats").objects("proposals").first
        #expect(proposal["score"] as? Double == asked?["score"] as? Double)
    }

    @Test func whatWasAmendedIsProposedWithWhatItIsLikeNow() async throws {
        let intake = try await IntakeFixture()
        let first = try await intake.raise(Self.noise)
        let second = try await intake.raise(Self.again)
        let third = try await intake.raise(Self.noise)
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(third) \(first)"])
        try await intake.amend(first, #"{"text":"\#(Self.pressure)"}"#)
        #expect(try await intake.proposals() == ["\(third) \(first)"])
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(second) \(first)"])
        #expect(try await intake.count("unsearched") == 0)
        try await intake.amend(second, #"{"text":"\#(Self.lamps)"}"#)
        #expect(try await intake.proposals().isEmpty)
        try await intake.runDueWork()
        #expect(try await intake.proposals().isEmpty)
    }

    @Test func aReportIsNeitherProposedNorSearchedFor() async throws {
        let intake = try await IntakeFixture()
        try await intake.raise(Self.pressure, phone: "13800138000", category: "report")
        let first = try await intake.raise(Self.pressure, phone: "13800138000")
        let second = try await intake.raise(Self.again)
        let third = try await intake.raise(Self.again, phone: "13800138000")
        try await intake.runDueWork()
        #expect(try await intake.proposals().count == 3)
        try await intake.amend(first, #"{"category":"report"}"#)
        #expect(try await intake.proposals() == ["\(third) \(second)"])
        try await intake.runDueWork()
        #expect(try await intake.count("proposed_repeats") == 1)
        try await intake.amend(third, #"{"category":"report"}"#)
        #expect(try await intake.count("proposed_repeats") == 0)
    }

    // MARK: linked

    @Test("DM-45: what is linked is proposed no more, and stands for the case that it is linked to")
    func whatIsLinkedIsSettled() async throws {
        let intake = try await IntakeFixture()
        let root = try await intake.raise(Self.lamps)
        let first = try await intake.raise(Self.pressure)
        let second = try await intake.raise(Self.again)
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(second) \(first)"])
        #expect(try await intake.post("/cases/\(first)/link", #"{"parent":"\#(root)"}"#).status == 200)
        #expect(try await intake.proposals().isEmpty)
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(second) \(root)"])
        #expect(try await intake.post("/cases/\(second)/link", #"{"parent":"\#(root)"}"#).status == 200)
        #expect(try await intake.proposals().isEmpty)
        let third = try await intake.raise(Self.again)
        for number in [root, first, second] { try await intake.searchAgain(number) }
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(third) \(root)"])
    }

    // MARK: dismissed

    @Test func whatIsDismissedStaysAway() async throws {
        let intake = try await IntakeFixture()
        let first = try await intake.raise(Self.pressure)
        let second = try await intake.raise(Self.again)
        try await intake.runDueWork()
        let dismissed = try await intake.dismiss(second, first)
        #expect(dismissed.status == 200 && dismissed["dismissedAt"] == intake.clock.now().rfc3339, "\(dismissed)")
        #expect(!dismissed["account"].isEmpty)
        #expect(try await intake.proposals().isEmpty)
        intake.clock.advance(bySeconds: 86_400)
        try await intake.searchAgain(second)
        try await intake.amend(second, #"{"text":"\#(Self.pressure)"}"#)
        try await intake.runDueWork()
        #expect(try await intake.proposals().isEmpty)
        let late = try await intake.dismiss(second, first)
        #expect(late.status == 200 && late["dismissedAt"] == dismissed["dismissedAt"], "\(late)")
        #expect(try await intake.count("proposed_repeats") == 1)
    }

    @Test func whatWasDismissedComesBackForAnotherReasonOnly() async throws {
        let intake = try await IntakeFixture()
        let noise = try await intake.raise(Self.noise)
        let first = try await intake.raise(Self.pressure, address: "通用路12号")
        let second = try await intake.raise(Self.again)
        try await intake.runDueWork()
        #expect(try await intake.dismiss(second, first).status == 200)
        try await intake.amend(second, #"{"citizen":{"address":"通用路12号"}}"#)
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(second) \(first)"])
        #expect(try await intake.dismiss(second, first).status == 200)
        try await intake.amend(second, #"{"text":"\#(Self.noise)"}"#)
        try await intake.runDueWork()
        #expect(try await intake.proposals() == ["\(second) \(noise)"])
    }

    // MARK: the list

    @Test func theListIsPagedNewestFirst() async throws {
        let intake = try await IntakeFixture()
        var numbers: [String] = []
        for _ in 0..<5 {
            numbers.append(try await intake.raise(Self.pressure))
            try await intake.runDueWork()
            intake.clock.advance(bySeconds: 60)
        }
        let whole = try await intake.proposals()
        #expect(
            whole.map { $0.split(separator: " ")[0].description }.map(numbers.firstIndex) == [
                4, 4, 4, 3, 3, 3, 2, 2, 1,
            ])
        var paged: [String] = []
        var cursor: String? = ""
        while let at = cursor {
            let page = try await intake.get("/repeats/proposals?limit=4" + (at.isEmpty ? "" : "&cursor=\(at)"))
            paged += page.proposed
            cursor = page.object["next"] as? String
        }
        #expect(paged == whole)
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("cursor=", "cursor"),
        ("cursor=2020-05-14T01:30:00Z", "cursor"), ("cursor=2020-05-14T01:30:00Z~'%20OR%201", "cursor"),
        ("cursor=~1", "cursor"), ("state=all", "state"),
    ])
    func theListRefusesWhatItCannotRead(query: String, field: String) async throws {
        let intake = try await IntakeFixture()
        let answer = try await intake.get("/repeats/proposals?" + query)
        #expect(answer.status == 400 && answer.faults == [field], "\(answer)")
    }

    @Test func aDismissalOfWhatIsNotProposedChangesNothing() async throws {
        let intake = try await IntakeFixture()
        let first = try await intake.raise(Self.pressure)
        let second = try await intake.raise(Self.again)
        let other = try await intake.raise(Self.noise)
        try await intake.runDueWork()
        for text in [other, second, "CZ200514-999999", "'; --", "\\u0000", "", String(repeating: "x", count: 300)] {
            let answer = try await intake.dismiss(second, text)
            #expect(answer.status == 400 && answer.faults == ["parent"], "\(text): \(answer)")
        }
        for body in ["{}", "[]", #"{"parent":7}"#] {
            #expect(try await intake.post("/cases/\(second)/repeats/dismissal", body).status == 400, "\(body)")
        }
        #expect(try await intake.dismiss("CZ1", first).status == 404)
        for (who, status) in [(Who.citizen, 401), (.supervisor, 403), (.programme, 403), (.otherDistrict, 403)] {
            let body = #"{"parent":"\#(first)"}"#
            #expect(try await intake.post("/cases/\(second)/repeats/dismissal", body, as: who).status == status)
        }
        #expect(try await intake.get("/repeats/proposals", as: .programme).status == 403)
        #expect(try await intake.send(.get, "/v1/districts/nowhere/repeats/proposals").status == 404)
        #expect(try await intake.proposals() == ["\(second) \(first)"])
    }

    /// By the database's own policy, whatever a statement asks for.
    @Test func rowsOfAnotherDistrictAreNotToBeSeen() async throws {
        let intake = try await IntakeFixture()
        for text in [Self.pressure, Self.again] { try await intake.raise(text) }
        try await intake.runDueWork()
        try await intake.asAdmin(
            "INSERT INTO test_intake.unsearched (district, case_id) SELECT district, case_id FROM test_intake.cases LIMIT 1"
        )
        for (district, expected) in [("changzhou", 1), ("doumen", 0)] {
            let counts = try await intake.store.read(in: DistrictID(district)) { transaction in
                try transaction.run("SELECT count(*) FROM proposed_repeats UNION ALL SELECT count(*) FROM unsearched")
                    .map { try $0.decode(Int.self) }
            }
            #expect(counts == [expected, expected], "\(district)")
        }
    }

    // MARK: several instances

    @Test func twoInstancesSearchForEachCaseOnce() async throws {
        let one = try await IntakeFixture(environment: ["HOTLINE_INTAKE_SEARCHES": "0"])
        let other = try IntakeFixture(beside: one)
        // No letter in common.
        for number in 0..<60 {
            let letters = (0..<20).compactMap { Unicode.Scalar(0x4E00 + number * 20 + $0).map(Character.init) }
            try await one.raise(String(letters))
        }
        try await one.sketch()
        async let mine = one.runDueWork()
        async let theirs = other.runDueWork()
        #expect(try await mine + theirs == 60)
        #expect(try await one.count("unsearched") == 0)
    }

    @Test func whatTwoInstancesFindIsProposedOnce() async throws {
        let one = try await IntakeFixture(environment: ["HOTLINE_INTAKE_SEARCHES": "0"])
        let other = try IntakeFixture(beside: one)
        var expected: Set<String> = []
        for number in 0..<15 {
            let letters = (0..<20).compactMap { Unicode.Scalar(0x4E00 + number * 20 + $0).map(Character.init) }
            let (first, second) = (try await one.raise(String(letters)), try await one.raise(String(letters)))
            expected.insert("\(second) \(first)")
        }
        async let mine = one.runDueWork()
        async let theirs = other.runDueWork()
        _ = try await (mine, theirs)
        try await one.runDueWork()
        #expect(try await Set(one.proposals()) == expected)
        #expect(try await one.count("proposed_repeats") == 15)
    }
}

extension IntakeFixture {
    /// - Returns: the case's number.
    @discardableResult
    fileprivate func raise(
        _ text: String, phone: String? = nil, address: String? = nil, category: String = "complaint"
    ) async throws -> String {
        let fields = [("name", phone.map { _ in "王五" }), ("phone", phone), ("address", address)]
        let known = fields.compactMap { name, value in value.map { #""\#(name)":"\#($0)""# } }
        let citizen = known.isEmpty ? "" : #","citizen":{\#(known.joined(separator: ","))}"#
        let body = #"{"text":"\#(text)","category":"\#(category)"\#(citizen)}"#
        let answer = try await post("/appeals", body)
        #expect(answer.status == 201, "\(answer)")
        // In the order of their registration.
        clock.advance(bySeconds: 1)
        return answer["caseNumber"]
    }

    fileprivate func amend(_ number: String, _ json: String) async throws {
        let answer = try await post("/cases/\(number):amend", json)
        #expect(answer.status == 200, "\(answer)")
    }

    fileprivate func dismiss(_ number: String, _ parent: String) async throws -> Answer {
        try await post("/cases/\(number)/repeats/dismissal", #"{"parent":"\#(parent)"}"#)
    }

    /// Each open proposal as the case's number and its parent's.
    fileprivate func proposals() async throws -> [String] { try await get("/repeats/proposals").proposed }

    fileprivate func searchAgain(_ number: String) async throws {
        try await asAdmin(
            """
            INSERT INTO test_intake.unsearched (district, case_id)
            SELECT district, case_id FROM test_intake.cases WHERE case_number = '\(number)'
            """)
    }

    fileprivate func sketch() async throws {
        let work = try #require(hosting.service.dueWork.first { $0.name == "sketches" })
        while try await work.run(at: clock.now()) > 0 {}
    }
}

extension Answer {
    fileprivate var proposed: [String] {
        objects("proposals").map { "\($0["caseNumber"] as? String ?? "") \($0["parent"] as? String ?? "")" }
    }
}
