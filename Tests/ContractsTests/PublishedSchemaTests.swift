import Contracts
import Foundation
import Testing

/// `Published/schemas.json` holds the demands of every schema as it was when it was published.
@Suite struct PublishedSchemaTests {
    private static let file = Repository.tests.appending(path: "Published/schemas.json")

    @Test func aPublishedSchemaNeverChanges() throws {
        let published = try JSON(contentsOf: Self.file).object
        let present = try Set(Repository.schemaNames())
        for (name, rules) in published {
            #expect(present.contains(name), "\(name) was published and is gone")
            guard present.contains(name) else { continue }
            #expect(
                try self.rules(name).json == rules,
                "\(name) was published with other rules: see How a schema evolves in Shared/Contracts/README.md")
        }
    }

    @Test func everySchemaIsOnRecord() throws {
        let published = try JSON(contentsOf: Self.file).object
        for name in try Repository.schemaNames() where published[name] == nil {
            Issue.record("add to Published/schemas.json: \"\(name)\": \(try rules(name).json.canonical)")
        }
    }

    @Test func aNewVersionOnlyAddsWhatNeedNotBeThere() throws {
        let names = try Repository.schemaNames()
        for name in names {
            let parts = name.split(separator: "/")
            let next = "\(parts[0])/\((Int(parts[1]) ?? 0) + 1)"
            guard names.contains(next) else { continue }
            #expect(try rules(name).breaks(by: rules(next)) == [], "\(next) breaks readers of \(name)")
        }
    }

    @Test func wordsMayBeMended() {
        let other = Self.example.with("description", .text("Better said.")).with("$comment", nil)
        #expect(SchemaRules(of: other) == SchemaRules(of: Self.example))
    }

    @Test func anOptionalPropertyMayBeAdded() {
        let property = JSON.object(["type": .text("string"), "description": .text("New.")])
        let newer = changed { $0["added"] = property }.with("$id", .text("hotline:schemas/Example/2"))
        #expect(SchemaRules(of: newer) != SchemaRules(of: Self.example))
        #expect(SchemaRules(of: Self.example).breaks(by: SchemaRules(of: newer)) == [])
    }

    @Test func whatAReaderReliesOnMayNotBeTaken() {
        let old = SchemaRules(of: Self.example)
        let gone = changed { $0["title"] = nil }
        #expect(old.breaks(by: SchemaRules(of: gone)) == ["title is gone"])
        let retyped = changed { $0["title"] = .object(["type": .text("integer")]) }
        #expect(old.breaks(by: SchemaRules(of: retyped)) == ["title has other rules"])
        let lax = Self.example.with("required", .array([]))
        #expect(old.breaks(by: SchemaRules(of: lax)) == ["required differs"])
        let strict = Self.example.with("additionalProperties", .bool(false))
        #expect(old.breaks(by: SchemaRules(of: strict)) == ["the whole has other rules"])
    }

    /// Its property is called as an annotation is, which must not make it one.
    private static let example = JSON.object([
        "$id": .text("hotline:schemas/Example/1"), "$comment": .text("x"), "description": .text("Said."),
        "type": .text("object"), "required": .array([.text("title")]), "additionalProperties": .bool(true),
        "properties": .object(["title": .object(["type": .text("string"), "description": .text("A title.")])]),
    ])

    private func changed(_ change: (inout [String: JSON]) -> Void) -> JSON {
        var properties = Self.example["properties"].object
        change(&properties)
        return Self.example.with("properties", .object(properties))
    }

    private func rules(_ name: String) throws -> SchemaRules {
        try SchemaRules(of: JSON(contentsOf: Repository.schemas.appending(path: "\(name).json")))
    }
}
