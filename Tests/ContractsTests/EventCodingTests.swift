import Contracts
import Testing

@Suite struct EventCodingTests {
    @Test(arguments: Samples.all) func whatIsWrittenIsReadBackEqual(sample: Sample) throws {
        for event in [sample.full, sample.minimal] {
            let written = try JSON(event)
            #expect(try JSON(written.decoded(as: sample.type)) == written)
        }
    }

    @Test(arguments: Samples.all) func aReaderToleratesWhatItDoesNotKnow(sample: Sample) throws {
        let written = try JSON(sample.full)
        let extended = written.with("addedInVersion9", .object(["deep": .array([.number(1), .null])]))
        #expect(try JSON(extended.decoded(as: sample.type)) == written)
    }

    /// The writer leaves optional properties out; a reader takes null for the same.
    @Test(arguments: Samples.all) func anOptionalPropertyIsLeftOut(sample: Sample) throws {
        let full = try JSON(sample.full).object
        let minimal = try JSON(sample.minimal)
        for key in full.keys where minimal.object[key] == nil {
            #expect(try JSON(minimal.with(key, .null).decoded(as: sample.type)) == minimal)
        }
        #expect(!minimal.object.values.contains(.null))
    }

    @Test(arguments: Samples.all) func aPropertyOfAnotherTypeIsRefused(sample: Sample) throws {
        let full = try JSON(sample.full)
        for key in full.object.keys {
            for other: JSON in [.object(["a": .null]), .number(1.5)] {
                #expect(!full.with(key, other).isDecodable(as: sample.type), "\(key) as \(other)")
            }
        }
    }

    @Test func anIdentifierIsBareText() throws {
        #expect(try JSON(Samples.all[0].full).object.values.allSatisfy { $0.object["rawValue"] == nil })
        let signed = WorkOrderSigned(
            case: Samples.matter, workOrder: Samples.workOrder, unit: UnitID("a\"b\n\u{1F600}"))
        #expect(try JSON(signed)["unit"] == .text("a\"b\n\u{1F600}"))
    }
}
