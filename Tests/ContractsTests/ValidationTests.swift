import Contracts
import Foundation
import Testing

/// Instances against schemas, by a validator that knows nothing of this project. One process per test.
@Suite(
    .enabled(
        if: SchemaValidator.isThere,
        "python3 is not on this machine: schemas were not run against samples"))
struct ValidationTests {
    private struct Case {
        let name: String
        let check: SchemaValidator.Check

        init(_ name: String, _ instance: JSON, _ schema: URL) {
            self.name = name
            check = SchemaValidator.Check(instance, by: schema)
        }
    }

    @Test func everySampleIsValid() throws {
        let cases = try Samples.all.flatMap { sample in
            try [sample.full, sample.minimal].map { event in
                Case(sample.type.name, try JSON(event), schema(of: sample))
            }
        }
        for (name, faults) in try faults(cases) { #expect(faults == [], "\(name)") }
    }

    @Test func anAdditionIsValid() throws {
        let cases = try Samples.all.map { sample in
            Case(
                sample.type.name, try JSON(sample.full).with("added", .array([.null])), schema(of: sample))
        }
        for (name, faults) in try faults(cases) { #expect(faults == [], "\(name)") }
    }

    @Test func whatLacksARequiredPropertyIsInvalid() throws {
        let cases = try Samples.all.flatMap { sample in
            let minimal = try JSON(sample.minimal)
            return minimal.object.keys.map { key in
                Case("\(sample.type.name) without \(key)", minimal.with(key, nil), schema(of: sample))
            }
        }
        for (name, faults) in try faults(cases) { #expect(!faults.isEmpty, "\(name)") }
    }

    /// Text where a number belongs and so on; among them plain words where only sealed ones may travel.
    @Test func aPropertyOfAnotherKindIsInvalid() throws {
        let cases = try Samples.all.flatMap { sample in
            let full = try JSON(sample.full)
            return full.object.flatMap { key, value in
                others(than: value).map { other in
                    Case("\(sample.type.name).\(key) as \(other)", full.with(key, other), schema(of: sample))
                }
            }
        }
        for (name, faults) in try faults(cases) { #expect(!faults.isEmpty, "\(name)") }
    }

    @Test func anExampleIsValid() throws {
        let cases = try Samples.all.flatMap { sample in
            let full = try JSON(sample.full)
            return try JSON(contentsOf: schema(of: sample))["properties"].object.flatMap {
                key, property in
                property["examples"].array.map { example in
                    Case("\(sample.type.name).\(key)", full.with(key, example), schema(of: sample))
                }
            }
        }
        #expect(cases.count > 50)
        for (name, faults) in try faults(cases) { #expect(faults == [], "\(name)") }
    }

    @Test func aMalformedNameIsInvalid() throws {
        let full = try JSON(AppealRegistered.sample)
        let cases = [
            ("case", "0B6A2F9E-6C1D-4A57-9F0E-2F5C3A1D7B11"), ("case", "42"), ("unit", "城市管理局"), ("unit", "a b"),
            ("caseNumber", "42"), ("category", "Complaint"), ("broadcast", "today"), ("packVersion", ""),
        ].map { key, text in
            Case("\(key) \(text)", full.with(key, .text(text)), Repository.schema("AppealRegistered"))
        }
        for (name, faults) in try faults(cases) { #expect(!faults.isEmpty, "\(name)") }
    }

    @Test func aMalformedTimeIsInvalid() throws {
        let promise = try JSON(PromiseMade(case: Samples.matter, broadcast: Samples.show, due: Samples.instant))
        let cases = [
            "2020-02-30T10:00:00Z", "2020-05-14T24:00:00Z", "2020-05-14T10:00:00", "2020-05-14 10:00:00Z",
            "2020-05-14T10:00:00+08:00", "2020-05-14", "",
        ].map { text in
            Case(text, promise.with("due", .text(text)), Repository.schema("PromiseMade"))
        }
        for (name, faults) in try faults(cases) { #expect(!faults.isEmpty, "\(name)") }
    }

    private func schema(of sample: Sample) -> URL {
        Repository.schema(sample.type.name, sample.type.schemaVersion)
    }

    private func faults(_ cases: [Case]) throws -> [(String, [String])] {
        try Array(zip(cases.map(\.name), SchemaValidator.faults(cases.map(\.check))))
    }

    private func others(than value: JSON) -> [JSON] {
        switch value {
        case .text: [.number(1), .null, .bool(true), .object([:]), .array([])]
        case .number: [.text("1"), .null, .number(0.5), .number(-1), .bool(true)]
        case .bool: [.text("true"), .null, .number(1)]
        case .array: [.text("a"), .null, .object([:]), .array([.null]), .array([.object([:])])]
        default: [.text("Zhang San, 13800000000"), .null, .object(["keyId": .text("k")]), .array([])]
        }
    }
}

extension AppealRegistered {
    static var sample: AppealRegistered {
        AppealRegistered(
            case: Samples.matter, caseNumber: Samples.number, category: .complaint, channel: .web,
            isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .phone,
            packVersion: "2020")
    }
}
