import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

@Suite("Routes: who may do what, and what is refused")
struct RouteTests {
    private static let nowhere = "00000000-0000-4000-8000-000000000000"

    private func missed() async throws -> (WatcherFixture, Tale, Desk) {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45")
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45")
        try await watcher.pass(to: "2016-06-16T09:00")
        return (watcher, tale, try await Desk(watcher, "doumen"))
    }

    @Test("the desk is told rule, clause, title, and which days counted")
    func explanation() async throws {
        let (watcher, tale, _) = try await missed()
        let answer = try await watcher.send(.get, "/v1/districts/doumen/cases/\(tale.id)/deadlines")
        #expect(answer.objects("deadlines").map { $0["clock"] as? String } == ["classify", "complaint"])
        let deadline = try #require(answer.objects("deadlines").last)
        #expect(deadline["rule"] as? String == "DM-26")
        #expect(deadline["clause"] as? String == "附件1 二")
        #expect(deadline["title"] as? [String: String] == ["zh": "投诉调处", "en": "Settle a complaint"])
        #expect(deadline["status"] as? String == "missed")
        #expect(deadline["due"] as? String == "2016-06-15T09:30:00Z")
        #expect(deadline["caseNumber"] as? String == "N-1")
        let words = try #require(deadline["explanation"] as? [String: Any])
        #expect(
            words["counted"] as? [String] == ["2016-06-08", "2016-06-12", "2016-06-13", "2016-06-14", "2016-06-15"])
        #expect((words["skipped"] as? [String])?.contains("2016-06-09") == true)
        #expect((words["zh"] as? String)?.contains("调休上班") == true)
        #expect((words["en"] as? String)?.contains("make-up working day") == true)
    }

    @Test(arguments: ["deadlines", "supervisions"]) func anUnknownDistrictIsNoEmptyList(list: String) async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        #expect(try await watcher.send(.get, "/v1/districts/doumen/\(list)").status == 200)
        let answer = try await watcher.send(.get, "/v1/districts/nowhere/\(list)")
        #expect(answer.status == 404)
        #expect(answer.faults == ["district"])
    }

    @Test("a unit sees its own deadlines and supervisions, and nobody else's")
    func ownUnit() async throws {
        let (watcher, tale, _) = try await missed()
        for (who, count) in [(Who.unit("baijiao-town"), 1), (.unit("housing"), 0), (.operator, 1), (.supervisor, 1)] {
            let list = try await watcher.send(.get, "/v1/districts/doumen/deadlines", as: who)
            // What the unit owes, and what the office owed before the unit had it.
            #expect(list.objects("deadlines").count == count * 2, "\(who)")
            let letters = try await watcher.send(.get, "/v1/districts/doumen/supervisions", as: who)
            #expect(letters.objects("supervisions").count == count, "\(who)")
        }
        let foreign = try await watcher.send(
            .get, "/v1/districts/doumen/cases/\(tale.id)/deadlines", as: .unit("housing"))
        #expect(foreign.status == 404)
    }

    @Test("lists go on behind their last row, and filter")
    func lists() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        for _ in 0..<3 {
            let tale = Tale.changzhou(watcher)
            try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        }
        var seen: [String] = []
        var after = ""
        repeat {
            let page = try await watcher.send(.get, "/v1/districts/changzhou/deadlines?limit=5\(after)")
            seen += page.objects("deadlines").compactMap { $0["deadline"] as? String }
            after = page["nextAfter"].isEmpty ? "" : "&after=\(page["nextAfter"])"
        } while !after.isEmpty
        #expect(seen.count == 12)
        #expect(Set(seen).count == 12)
        for (query, count) in [
            ("status=met", 0), ("status=running", 12), ("unit=xinbei", 12), ("unit=jingan-town", 0),
            ("dueBefore=2020-05-15T00:00:00%2B08:00", 6),
        ] {
            let page = try await watcher.send(.get, "/v1/districts/changzhou/deadlines?\(query)")
            #expect(page.objects("deadlines").count == count, "\(query)")
        }
    }

    @Test(
        "a query that makes no sense is refused with the parameter's name",
        arguments: [
            ("status=late", "status"), ("unit=%27--", "unit"), ("dueBefore=tomorrow", "dueBefore"),
            ("after=x", "after"), ("after=2016-06-15T09:30:00Z_x", "after"), ("limit=0", "limit"),
            ("limit=1e9", "limit"), ("sort=due", "sort"),
        ])
    func hostileQueries(query: String, field: String) async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let answer = try await watcher.send(.get, "/v1/districts/doumen/deadlines?\(query)")
        #expect(answer.status == 400)
        #expect(answer.faults == [field])
    }

    @Test("bad bodies and absurd times are refused and change nothing")
    func hostileBodies() async throws {
        let (watcher, _, desk) = try await missed()
        let before = try await watcher.journal()
        #expect(try await desk.post("letter", "{", as: .supervisor).status == 400)
        #expect(try await desk.post("letter", #"{"unit":7}"#, as: .supervisor).faults == ["unit"])
        #expect(try await desk.post("letter", #"{"unit":"'; --"}"#, as: .supervisor).faults == ["unit"])
        #expect(try await desk.post("letter", #"{"unit":"housing"}"#, as: .supervisor).faults == ["unit"])
        #expect(try await desk.post("conclude", #"{"conclusion":"burn"}"#, as: .supervisor).faults == ["conclusion"])
        #expect(try await desk.post("conclude", "", as: .supervisor).status >= 400)
        #expect(try await desk.post("conclude", #"{"conclusion":"accepted"}"#, as: .supervisor).status == 409)
        #expect(try await watcher.journal() == before)
        #expect(try await desk.post("letter", as: .supervisor).status == 200)
        let issued = try await watcher.journal()
        #expect(try await desk.post("receipt", #"{"at":"2999-01-01T00:00:00Z"}"#).faults == ["at"])
        #expect(try await desk.post("receipt", #"{"at":"1900-01-01T00:00:00Z"}"#).faults == ["at"])
        #expect(try await desk.post("receipt", #"{"at":"soon"}"#).faults == ["at"])
        #expect(try await desk.report().status == 409)
        #expect(try await watcher.journal() == issued)
    }

    @Test("unknown ids are 404, in any spelling")
    func unknownIDs() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        for id in [Self.nowhere, "x", "%F0%9F%92%A9", "'--"] {
            let letter = try await watcher.send(
                .post, "/v1/districts/doumen/supervisions/\(id)/letter", as: .supervisor)
            #expect(letter.status == 404)
            let deadlines = try await watcher.send(.get, "/v1/districts/doumen/cases/\(id)/deadlines")
            #expect(deadlines.status == 404)
        }
    }

    @Test("another unit's token is refused, whatever the step")
    func foreignUnit() async throws {
        let (watcher, _, desk) = try await missed()
        _ = try await desk.post("letter", as: .supervisor)
        let before = try await watcher.journal()
        #expect(try await desk.post("receipt", as: .unit("housing")).status == 403)
        #expect(try await desk.answer(as: .unit("housing")).status == 403)
        #expect(try await desk.report(as: .unit("housing")).status == 403)
        #expect(try await watcher.journal() == before)
    }

    @Test("every route says who may use it; the others get 401 or 403")
    func roleMatrix() async throws {
        let (watcher, tale, desk) = try await missed()
        let everyone: [Who] = [
            .citizen, .stranger, .otherDistrict, .operator, .programme, .supervisor, .discipline, .operations,
            .unit("baijiao-town"), .person(.supervisor), .person(.discipline),
        ]
        let place = "/v1/districts/doumen"
        let decision = "\(place)/accountabilities/\(Self.nowhere)/decision"
        let routes: [(TestMethod, String, [Who])] = [
            (.get, "\(place)/deadlines", [.operator, .supervisor, .unit("baijiao-town")]),
            (.get, "\(place)/cases/\(tale.id)/deadlines", [.operator, .supervisor, .unit("baijiao-town")]),
            (
                .get, "\(place)/broadcasts/2016-06-07/deadlines",
                [.operator, .programme, .supervisor, .unit("baijiao-town")]
            ),
            (.get, "\(place)/supervisions", [.operator, .supervisor, .unit("baijiao-town")]),
            (.get, "\(place)/supervisions/\(desk.supervision)/proposal-form", [.operator, .supervisor]),
            // Which of the two issues letters is the pack's own rule (X22).
            (.post, "\(place)/supervisions/\(desk.supervision)/letter", [.supervisor]),
            (.post, "\(place)/supervisions/\(desk.supervision)/receipt", [.supervisor, .unit("baijiao-town")]),
            (.post, "\(place)/supervisions/\(desk.supervision)/answer", [.unit("baijiao-town")]),
            (.post, "\(place)/supervisions/\(desk.supervision)/report", [.unit("baijiao-town")]),
            (.post, "\(place)/supervisions/\(desk.supervision)/conclude", [.supervisor]),
            (.get, "\(place)/accountabilities", [.supervisor, .discipline]),
            (.get, "\(place)/accountabilities/\(Self.nowhere)", [.supervisor, .discipline]),
            // No shared token decides (X32).
            (.post, decision, [.person(.supervisor), .person(.discipline)]),
            (.post, "\(place)/cases/\(tale.id)/accountabilities", [.operator, .supervisor, .discipline]),
        ]
        #expect(watcher.hosting.rules.count == routes.count)
        for (method, path, shared) in routes {
            // What a role may do, a person of that role may.
            var allowed = shared
            if shared.contains(.supervisor) { allowed.append(.person(.supervisor)) }
            if shared.contains(.discipline) { allowed.append(.person(.discipline)) }
            for who in everyone {
                let answer = try await watcher.send(method, path, as: who)
                let isRefused = answer.status == 401 || answer.status == 403
                #expect(isRefused != allowed.contains(who), "\(method) \(path) as \(who): \(answer.status)")
            }
        }
    }

    @Test(arguments: ["answer", "report"]) func aStepIsNotTakenByABodyThatIsNone(step: String) async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let path = "/v1/districts/doumen/supervisions/\(Self.nowhere)/\(step)"
        for body in ["{", "[]", "7"] {
            #expect(try await watcher.send(.post, path, text: body, as: .unit("housing")).status == 400)
        }
        let body = #"{"text":"已修复","feedback":"满意"}"#
        #expect(try await watcher.send(.post, path, text: body, as: .unit("housing")).status == 404)
    }
}
