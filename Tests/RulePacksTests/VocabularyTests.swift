import Contracts
import Foundation
import RulePacks
import Testing

/// The vocabulary of packs is that of the events, in Swift and in the schema.
@Suite struct VocabularyTests {
    private func definitions() throws -> [String: Any] {
        let data = try Data(contentsOf: SchemaCheck.schema)
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return try #require(root["$defs"] as? [String: Any])
    }

    @Test func everyEventOfAPackIsAnEventOfTheProduct() {
        let names = Set(EventCatalog.all.compactMap { $0.type.split(separator: ".").last.map(String.init) })
        for kind in FactKind.allCases { #expect(names.contains(kind.rawValue), "\(kind)") }
    }

    @Test func theSchemaKnowsTheSameEvents() throws {
        let event = try #require(try definitions()["event"] as? [String: Any])
        #expect(Set(event["enum"] as? [String] ?? []) == Set(FactKind.allCases.map(\.rawValue)))
    }

    @Test func theSchemaKnowsTheSameAttributesAndCodes() throws {
        let definitions = try definitions()
        for attribute in FactAttribute.allCases {
            let condition = definitions["condition-\(attribute.rawValue)"] as? [String: Any]
            let first = (condition?["oneOf"] as? [[String: Any]])?.first
            switch attribute.domain {
            case .instant: #expect(condition == nil)
            case .choice(let codes): #expect(first?["enum"] as? [String] == codes, "\(attribute)")
            case .flag: #expect(first?["type"] as? String == "boolean", "\(attribute)")
            case .number: #expect(first?["type"] as? String == "integer", "\(attribute)")
            case .code: #expect(first != nil, "\(attribute)")
            }
        }
    }

    @Test("X01 to X32: each contradiction has a policy with a default, or a place in the pack")
    func everyContradictionIsSettled() {
        let byPolicy = Set(PolicyKey.allCases.map(\.contradiction))
        // Settled by clocks, ladders, sections of the pack or the register of units.
        let byStructure = [1, 5, 6, 7, 8, 13, 14, 16, 17, 18, 19, 20, 24, 25, 28, 30].map {
            String(format: "X%02d", $0)
        }
        #expect(byPolicy.union(byStructure) == Set((1...32).map { String(format: "X%02d", $0) }))
        #expect(byPolicy.union(byStructure) == Set(Contradictions.numbers))
        #expect(byPolicy.isDisjoint(with: byStructure))
    }

    @Test("X01: the contact list has a warning, a miss and a hard stop, never one number") func milestones() throws {
        let pack = try RulePack(source: DeployedDistrict.text("deploy/districts/changzhou/pack.yaml").text, file: "p")
        let choice = try #require(pack.choices(on: "X01").first)
        #expect(choice.name == "contacts.milestones")
        let milestones = ["contacts (CZ-30): warning", "contacts-new (CZ-08): miss", "contacts-form (CZ-28): hardStop"]
        #expect(choice.value == .texts(milestones))
        // Who asks for no contact list has nothing to choose.
        let other = try RulePack(source: DeployedDistrict.text("deploy/districts/doumen/pack.yaml").text, file: "p")
        #expect(other.choices(on: "X01").isEmpty)
    }

    @Test func aPolicyThatIsNotSetHasItsDefault() throws {
        let pack = try RulePack(source: DeployedDistrict.text("deploy/districts/doumen/pack.yaml").text, file: "p")
        #expect(pack.policy(.leaveApproval) == .text("required"))
        #expect(pack.policy(.prepMode) == .text("earlierOf"))
        #expect(pack.policy(.dailyCutoff) == .text("previousCalendarDay"))
    }

    @Test("X09: where a pack does not say otherwise, a matter is closed with the reply and both receipts")
    func bothReceiptsCloseAMatter() {
        #expect(PolicyKey.closingReceipts.contradiction == "X09")
        #expect(PolicyKey.closingReceipts.defaultValue == .texts(["reply", "platform", "office"]))
        #expect(PolicyKey.closingForm.contradiction == "X09")
        #expect(PolicyKey.closingForm.defaultValue == .text("result"))
    }
}
