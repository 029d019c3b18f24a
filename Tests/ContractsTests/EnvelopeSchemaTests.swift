import Contracts
import Testing

@Suite(.enabled(if: SchemaValidator.isThere, "python3 is not on this machine"))
struct EnvelopeSchemaTests {
    private static let headers: [String: String] = [
        "content-type": "application/json", "ce_specversion": "1.0", "ce_id": Samples.cause.rawValue,
        "ce_source": ServiceName.deadlineWatcher.rawValue, "ce_type": AppealRegistered.type,
        "ce_subject": Samples.matter.rawValue, "ce_time": Samples.instant.rfc3339,
        "ce_dataschema": AppealRegistered.dataSchema, "ce_sequence": "0000000000000000042",
        "ce_district": "changzhou", "ce_correlationid": "request-42", "ce_causationid": "request-42",
        "ce_traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ]

    @Test func theHeadersOfAMessageAreValid() throws {
        #expect(try faulty([[:], ["ce_traceparent": nil], ["ce_added": "9"]]) == [])
    }

    @Test func aHeaderThatLacksIsAFault() throws {
        let required = Self.headers.keys.filter { $0 != "ce_traceparent" }
        let changes = required.flatMap { name -> [[String: String?]] in [[name: nil], [name: ""]] }
        #expect(try faulty(changes) == changes)
    }

    @Test func aMalformedHeaderIsAFault() throws {
        let changes: [[String: String?]] = [
            ["content-type": "text/plain"], ["ce_specversion": "0.3"], ["ce_id": "42"], ["ce_type": "AppealRegistered"],
            ["ce_time": "2020-05-14T10:00:00"], ["ce_dataschema": "schemas/AppealRegistered/1"],
            ["ce_sequence": "42"], ["ce_district": "Changzhou"], ["ce_district": "changzhou/x"],
            ["ce_traceparent": "none"],
        ]
        #expect(try faulty(changes) == changes)
    }

    @Test func everyEventsDataSchemaIsOne() throws {
        let checks = EventCatalog.all.map { type in
            check(["ce_type": type.type, "ce_dataschema": type.dataSchema])
        }
        #expect(try SchemaValidator.faults(checks).allSatisfy(\.isEmpty))
    }

    /// Those of the changes that make the headers invalid.
    private func faulty(_ changes: [[String: String?]]) throws -> [[String: String?]] {
        try zip(changes, SchemaValidator.faults(changes.map(check))).filter { !$1.isEmpty }.map { $0.0 }
    }

    private func check(_ changes: [String: String?]) -> SchemaValidator.Check {
        let headers = changes.reduce(into: Self.headers) { $0[$1.key] = $1.value }
        return SchemaValidator.Check(.object(headers.mapValues(JSON.text)), by: Repository.schema("Envelope"))
    }
}
