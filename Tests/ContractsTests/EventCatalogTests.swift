import Contracts
import Foundation
import Testing

@Suite struct EventCatalogTests {
    @Test func everyEventHasASample() {
        #expect(Samples.all.map { $0.type.name }.sorted() == EventCatalog.all.map { $0.name })
    }

    @Test func everyEventFileIsInTheCatalogue() throws {
        let events = Repository.root.appending(path: "Shared/Contracts/Events").path(
            percentEncoded: false)
        let files = try FileManager.default.subpathsOfDirectory(atPath: events)
            .filter { $0.hasSuffix(".swift") && $0.contains("/") }
            .map { String($0.split(separator: "/")[1].dropLast(".swift".count)) }
        #expect(EventCatalog.all.map { $0.name } == files.sorted())
    }

    @Test(arguments: Samples.all) func theTypeIsTheNameUnderThePrefix(sample: Sample) {
        #expect(sample.type.type == "hotline.\(Swift.type(of: sample.full))")
        #expect(
            sample.type.dataSchema == "hotline:schemas/\(sample.type.name)/\(sample.type.schemaVersion)")
    }

    @Test(arguments: Samples.all) func theSubjectNamesWhatTheFactIsAbout(sample: Sample) {
        #expect(!sample.full.subject.isEmpty)
        #expect(sample.full.subject == sample.minimal.subject)
        if let event = sample.full as? any CaseEvent {
            #expect(sample.full.subject == event.case.rawValue)
        }
    }

    @Test(arguments: [
        ("changzhou/0b6a2f9e", "0b6a2f9e"), ("changzhou/unit/water-supply", "unit/water-supply"),
        ("no-slash", "no-slash"), ("", Samples.cause.rawValue), ("changzhou/", "changzhou/"),
        ("/x", "x"),
    ])
    func aParkedMessageKeepsItsSubject(key: String, subject: String) {
        let parked = MessageParked(
            consumer: "dispatch", message: Samples.cause, sourceTopic: "hotline.appeals", sourceKey: key,
            reason: "?")
        #expect(parked.subject == subject)
    }

    @Test func everyTopicHasOneWriterButParked() {
        for topic in Topic.allCases {
            #expect(topic.writers.count == (topic == .parked ? ServiceName.allCases.count : 1))
        }
    }
}
