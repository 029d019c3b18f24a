import Contracts

/// The Kafka protocol binding of CloudEvents 1.0, binary mode: attributes as `ce_` headers.
extension Envelope {
    /// Headers in the order that they are written.
    var headers: [(String, String)] {
        var headers = [
            ("content-type", "application/json"),
            ("ce_specversion", "1.0"),
            ("ce_id", id.rawValue),
            ("ce_source", source),
            ("ce_type", type),
            ("ce_subject", subject),
            ("ce_time", time.rfc3339),
            ("ce_dataschema", "hotline:schemas/\(type.dropFirst("hotline.".count))/\(schemaVersion)"),
            ("ce_sequence", sequence),
            ("ce_district", district.rawValue),
            ("ce_correlationid", correlationID),
            ("ce_causationid", causationID),
        ]
        if let traceparent { headers.append(("ce_traceparent", traceparent)) }
        return headers
    }

    /// - Throws: `Undecodable` naming the header that is missing or malformed.
    init(topic: Topic, headers: [(String, String)], data: [UInt8]) throws {
        var attributes: [String: String] = [:]
        for (name, value) in headers { attributes[name] = value }
        func required(_ name: String) throws -> String {
            guard let value = attributes["ce_\(name)"], !value.isEmpty else {
                throw Undecodable(reason: "header ce_\(name) is missing")
            }
            guard Self.isPlain(value) else { throw Undecodable(reason: "header ce_\(name) is malformed") }
            return value
        }
        guard try required("specversion") == "1.0" else { throw Undecodable(reason: "ce_specversion is not 1.0") }
        guard let time = Instant(rfc3339: try required("time")) else {
            throw Undecodable(reason: "ce_time is not an RFC 3339 time")
        }
        let district = DistrictID(try required("district"))
        guard district.isWellFormed else { throw Undecodable(reason: "ce_district is malformed") }
        let id = try required("id")
        guard Self.isUUID(id) else { throw Undecodable(reason: "ce_id is not a UUID") }
        self.init(
            id: EventID(id), type: try required("type"),
            schemaVersion: try Self.schemaVersion(of: required("dataschema")),
            source: try required("source"), subject: try required("subject"), time: time, district: district,
            topic: topic, sequence: try required("sequence"), correlationID: try required("correlationid"),
            causationID: try required("causationid"),
            traceparent: attributes["ce_traceparent"].flatMap { Self.isPlain($0) ? $0 : nil },
            data: data)
    }

    /// CloudEvents 1.0, "Type System": no control characters. What was not UTF-8 has become U+FFFD; and PostgreSQL
    /// takes no NUL and indexes no long text.
    private static func isPlain(_ value: String) -> Bool {
        value.utf8.count <= 512
            && value.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{FFFD}"
            }
    }

    private static func schemaVersion(of reference: String) throws -> Int {
        guard let version = reference.split(separator: "/").last.flatMap({ Int($0) }), version > 0 else {
            throw Undecodable(reason: "ce_dataschema names no version")
        }
        return version
    }

    static func isUUID(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        var text = text
        return text.withUTF8 { bytes in
            for index in 0..<36 {
                let byte = bytes[index]
                if index == 8 || index == 13 || index == 18 || index == 23 {
                    guard byte == UInt8(ascii: "-") else { return false }
                } else {
                    guard UUIDText.value(of: byte) != nil else { return false }
                }
            }
            return true
        }
    }
}
