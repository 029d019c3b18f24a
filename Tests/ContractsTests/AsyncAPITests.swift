import Contracts
import Foundation
import Testing

@Suite struct AsyncAPITests {
    private static let file = Repository.schemas.appending(path: "asyncapi.json")
    private static let read = Result { try JSON(contentsOf: file) }
    private let document: JSON

    init() throws { document = try Self.read.get() }

    @Test func everyEventIsAMessageOnItsTopic() throws {
        #expect(document["components"]["messages"].object.keys.sorted() == EventCatalog.all.map { $0.name })
        for topic in Topic.allCases {
            let events = EventCatalog.all.filter { $0.topic == topic }.map { $0.name }
            #expect(try channel(of: topic)["messages"].object.keys.sorted() == events, "\(topic)")
        }
    }

    @Test(arguments: Samples.all) func aMessageNamesItsTypeAndSchemas(sample: Sample) throws {
        let message = document["components"]["messages"][sample.type.name]
        #expect(message["name"].text == sample.type.type)
        #expect(message["contentType"].text == "application/json")
        #expect(message["headers"]["schema"]["$ref"].text == "./Envelope/1.json")
        let reference = "./\(sample.type.name)/\(sample.type.schemaVersion).json"
        #expect(message["payload"]["schema"]["$ref"].text == reference)
        let schema = try JSON(contentsOf: Repository.schema(sample.type.name, sample.type.schemaVersion))
        #expect(message["summary"] == schema["description"])
    }

    @Test(arguments: Samples.all) func theKeyIsDistrictAndSubject(sample: Sample) throws {
        let binding = document["components"]["messages"][sample.type.name]["bindings"]["kafka"]
        let pattern = try #require(binding["key"]["pattern"].text)
        func fits(_ key: String) -> Bool { key.range(of: pattern, options: .regularExpression) != nil }
        #expect(fits("changzhou/\(sample.full.subject)"))
        #expect(!fits(sample.full.subject))
        #expect(!fits("Chang Zhou/\(sample.full.subject)"))
    }

    @Test(arguments: Topic.allCases) func everyTopicIsAChannelWithItsSettings(topic: Topic) throws {
        let channel = try channel(of: topic)
        let kafka = channel["bindings"]["kafka"]
        #expect(channel["address"].text == topic.name(in: "{namespace}"))
        #expect(kafka["partitions"] == .number(Double(Topic.partitions)))
        #expect(kafka["topicConfiguration"]["cleanup.policy"].texts == [topic.isCompacted ? "compact" : "delete"])
        #expect(kafka["topicConfiguration"]["retention.ms"] == (topic.isKeptForGood ? .number(-1) : .null))
        #expect(document["channels"].object.count == Topic.allCases.count)
    }

    @Test(arguments: Topic.allCases) func everyWriterOfATopicIsNamed(topic: Topic) throws {
        let channel = try channel(of: topic)
        #expect(channel["x-owners"].texts == topic.writers.map(\.rawValue))
        let senders = document["operations"].object.values.filter { operation in
            operation["channel"]["$ref"].text == "#/channels/\(topic)"
        }
        let names = senders.flatMap { $0["tags"].array.compactMap { $0["name"].text } }
        #expect(names.sorted() == topic.writers.map(\.rawValue).sorted())
        for sender in senders {
            #expect(sender["action"].text == "send")
            let sent = sender["messages"].array.compactMap {
                $0["$ref"].text?.split(separator: "/").last.map(String.init)
            }
            #expect(sent.sorted() == channel["messages"].object.keys.sorted())
        }
    }

    @Test func theReadMeHasTheSameTopics() throws {
        let readMe = try String(
            contentsOf: Repository.root.appending(path: "Shared/Contracts/README.md"), encoding: .utf8)
        let rows = readMe.split(separator: "\n").filter { $0.hasPrefix("| `hotline.") }.map(String.init)
        let expected = try Topic.allCases.map { topic in
            let channel = try channel(of: topic)
            let writer = topic.writers.count > 1 ? "every service" : topic.writers[0].rawValue
            let events = channel["messages"].object.keys.sorted().joined(separator: ", ")
            return "| `\(topic.name(in: "hotline"))` | \(writer) | \(channel["x-key"].text ?? "") | \(events) | "
                + "\(topic.isCompacted ? "compacted" : "—") |"
        }
        #expect(rows == expected)
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let references = references(in: document)
        #expect(references.count > 200)
        for reference in references { #expect(try resolve(reference) != .null, "\(reference)") }
    }

    @Test(.enabled(if: SchemaValidator.isThere, "python3 is not on this machine"))
    func theDocumentIsAsyncAPI() throws {
        let published = Repository.tests.appending(path: "AsyncAPI/3.0.0.json")
        let nameless = document.with("info", .object([:]))
        let misdirected = document.with("operations", .object(["x": .object(["action": .text("shout")])]))
        let faults = try SchemaValidator.faults([document, nameless, misdirected].map { .init($0, by: published) })
        #expect(faults[0] == [])
        #expect(!faults[1].isEmpty)
        #expect(!faults[2].isEmpty)
    }

    private func channel(of topic: Topic) throws -> JSON {
        let channel = document["channels"]["\(topic)"]
        try #require(channel != .null, "\(topic) has no channel")
        return channel
    }

    private func references(in value: JSON) -> [String] {
        let own = value["$ref"].text.map { [$0] } ?? []
        return own + (value.array + value.object.values).flatMap(references)
    }

    private func resolve(_ reference: String) throws -> JSON {
        guard reference.hasPrefix("#/") else {
            return try JSON(contentsOf: Repository.schemas.appending(path: reference))
        }
        return reference.dropFirst(2).split(separator: "/").reduce(document) { $0[String($1)] }
    }
}
