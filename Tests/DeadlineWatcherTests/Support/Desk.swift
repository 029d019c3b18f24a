import Contracts
import TestSupport

/// The first supervision of a district, as its unit and its supervisor act on it.
struct Desk {
    let watcher: WatcherFixture
    let district: String
    let supervision: String

    init(_ watcher: WatcherFixture, _ district: String) async throws {
        let rows = try await watcher.asAdmin("SELECT supervision FROM test_deadline_watcher.supervisions")
        guard let id = try rows.first?.decode(String.self) else { throw NoSupervision() }
        self.init(watcher: watcher, district: district, supervision: id)
    }

    private init(watcher: WatcherFixture, district: String, supervision: String) {
        (self.watcher, self.district, self.supervision) = (watcher, district, supervision)
    }

    func post(_ act: String, _ body: String = "", as who: Who = .unit("baijiao-town")) async throws -> Answer {
        try await watcher.send(
            .post, "/v1/districts/\(district)/supervisions/\(supervision)/\(act)", text: body, as: who)
    }

    func answer(_ text: String = "已修复路面", as who: Who = .unit("baijiao-town")) async throws -> Answer {
        try await post("answer", #"{"text":"\#(text)"}"#, as: who)
    }

    func report(
        _ text: String = "已派人修复", feedback: String = "满意", as who: Who = .unit("baijiao-town")
    ) async throws -> Answer {
        try await post("report", #"{"text":"\#(text)","feedback":"\#(feedback)"}"#, as: who)
    }

    func conclude(_ conclusion: String = "accepted") async throws -> Answer {
        try await post("conclude", #"{"conclusion":"\#(conclusion)"}"#, as: .supervisor)
    }

    struct NoSupervision: Error {}
}
