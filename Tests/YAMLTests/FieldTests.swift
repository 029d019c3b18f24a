import Testing
import YAML

@Suite struct FieldTests {
    private enum Unit: String, CaseIterable { case workingDays, workingHours }

    private func problems(_ text: String, _ read: (Field) -> Void) throws -> [String] {
        let report = Report(file: "pack.yaml")
        read(Field(try Node.parse(text, file: "pack.yaml"), report: report))
        return report.problems.map(\.description)
    }

    @Test func everyProblemIsReportedWithItsPath() throws {
        let text = """
            clocks:
              - within: {amount: many, unit: workingdays}
              - within: {amount: 0, units: workingDays}
            """
        let found = try problems(text) { root in
            _ = root.keys { keys in
                keys.required("clocks")?.list { clock in
                    clock.keys { keys in
                        keys.required("within")?.keys { keys in
                            let amount = keys.required("amount")?.number(in: 1...1000)
                            let unit = keys.required("unit")?.choice(Unit.self)
                            return amount == nil || unit == nil ? nil : true
                        }
                    }
                }
            }
        }
        #expect(
            found == [
                "pack.yaml:2:22: clocks[0].within.amount: must be a whole number from 1 to 1000",
                "pack.yaml:2:34: clocks[0].within.unit: \"workingdays\" is not known; did you mean \"workingDays\"?",
                "pack.yaml:3:22: clocks[1].within.amount: must be a whole number from 1 to 1000",
                "pack.yaml:3:13: clocks[1].within: \"unit\" is missing",
                "pack.yaml:3:25: clocks[1].within.units: is not a known key; did you mean \"unit\"?",
            ])
    }

    @Test func aNameFarFromAllListsThemAll() {
        #expect(["amount", "unit"].suggestion(for: "zebra") == "known are amount, unit")
        #expect(["amount", "unit"].suggestion(for: "ammount") == "did you mean \"amount\"?")
    }

    @Test func wrongShapesAreReported() throws {
        let found = try problems("a: 1\n") { root in
            _ = root.list { $0.text() }
            _ = Field(Node(content: .sequence([]), mark: root.node.mark), path: "x", report: root.report).text()
            _ = Field(Node(content: .sequence([]), mark: root.node.mark), path: "y", report: root.report).flag()
            _ = Field(Node(content: .sequence([]), mark: root.node.mark), path: "z", report: root.report).entries()
        }
        #expect(
            found == [
                "pack.yaml:1:1: must be a list", "pack.yaml:1:1: x: must be text",
                "pack.yaml:1:1: y: must be true or false", "pack.yaml:1:1: z: must be a mapping",
            ])
    }
}
