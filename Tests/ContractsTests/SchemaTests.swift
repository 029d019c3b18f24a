import Contracts
import Testing

@Suite struct SchemaTests {
    @Test func everyEventHasItsSchemasAndEverySchemaItsEvent() throws {
        let expected = EventCatalog.all.flatMap { type in
            (1...type.schemaVersion).map { "\(type.name)/\($0)" }
        }
        #expect(try Repository.schemaNames() == (expected + ["Envelope/1"]).sorted())
    }

    @Test(arguments: Samples.all) func theSchemaSaysWhatItIs(sample: Sample) throws {
        let schema = try schema(of: sample)
        #expect(schema["$schema"].text == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["$id"].text == sample.type.dataSchema)
        #expect(schema["title"].text == sample.type.name)
        #expect(schema["additionalProperties"] == .bool(true))
        #expect(schema["$comment"].text?.contains("must accept properties that are not listed") == true)
        for (name, property) in schema["properties"].object.merging(
            ["schema": schema], uniquingKeysWith: { $1 })
        {
            #expect((property["description"].text ?? "").hasSuffix("."), "\(name) has no description")
        }
    }

    @Test(arguments: Samples.all) func theSchemaListsEveryPropertyOfTheEvent(sample: Sample) throws {
        #expect(
            try Set(schema(of: sample)["properties"].object.keys) == Set(JSON(sample.full).object.keys))
    }

    /// Required in the schema is what the Swift type cannot be decoded without, neither more nor less.
    @Test(arguments: Samples.all) func requiredIsWhatCannotBeLeftOut(sample: Sample) throws {
        let full = try JSON(sample.full)
        let needed = full.object.keys.filter { !full.with($0, nil).isDecodable(as: sample.type) }
        let required = try schema(of: sample)["required"].texts
        #expect(Set(required) == Set(needed))
        #expect(Set(required) == Set(try JSON(sample.minimal).object.keys))
    }

    @Test(arguments: Samples.all) func anEnumListsWhatTheTypeTakes(sample: Sample) throws {
        let full = try JSON(sample.full)
        for (name, property) in try schema(of: sample)["properties"].object {
            let listed = property["enum"].texts
            if listed.isEmpty { continue }
            #expect(Self.enums.contains(listed), "\(name) lists no enum of Contracts")
            for value in listed { #expect(full.with(name, .text(value)).isDecodable(as: sample.type)) }
            #expect(!full.with(name, .text("unheardOf")).isDecodable(as: sample.type))
        }
    }

    /// What is sealed in Swift is sealed in the schema, described once and the same everywhere.
    @Test(arguments: Samples.all) func aSealedPropertyIsDescribedAsSealed(sample: Sample) throws {
        let full = try JSON(sample.full)
        let schema = try schema(of: sample)
        let sealed = full.object.filter { $0.value.object["box"] != nil }.keys
        let described = schema["properties"].object.filter {
            $0.value["$ref"].text == "#/$defs/sealedText"
        }.keys
        #expect(Set(sealed) == Set(described))
        let definition = schema["$defs"]["sealedText"]
        #expect(
            definition
                == (sealed.isEmpty ? .null : try JSON(contentsOf: Self.registered)["$defs"]["sealedText"]))
    }

    private func schema(of sample: Sample) throws -> JSON {
        try JSON(contentsOf: Repository.schema(sample.type.name, sample.type.schemaVersion))
    }

    private static let registered = Repository.schema("AppealRegistered")
    private static let enums: [[String]] = [
        AppealCategory.allCases.map(\.rawValue), AppealChannel.allCases.map(\.rawValue),
        CallbackMethod.allCases.map(\.rawValue), CallbackOutcome.allCases.map(\.rawValue),
        DispatchBasis.allCases.map(\.rawValue), OnAirOutcome.allCases.map(\.rawValue),
    ]
}
