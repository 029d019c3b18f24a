import Contracts
import Postgres

extension Transaction {
    /// Marks messages as received. Redelivered ones are left out of the answer, which keeps the order.
    borrowing func firstDeliveries(of envelopes: [Envelope]) throws -> [Envelope] {
        let rows = try run(
            """
            INSERT INTO inbox (district, message_id, day)
            SELECT * FROM unnest(\(envelopes.map(\.district))::text[], \(envelopes.map(\.id))::uuid[],
                \(envelopes.map { CivilDay(ofUTC: $0.time) })::date[])
            ON CONFLICT DO NOTHING RETURNING message_id
            """)
        var fresh = Set(try rows.map { try $0.decode(String.self) })
        return envelopes.filter { fresh.remove($0.id.rawValue.lowercased()) != nil }
    }

    borrowing func heldSubjects(among envelopes: [Envelope]) throws -> HeldSubjects {
        var held = HeldSubjects()
        guard let district = envelopes.first?.district else { return held }
        let rows = try run(
            """
            SELECT subject, topic, kind FROM held_messages
            WHERE district = \(district) AND subject = ANY(\(envelopes.map(\.subject))::text[])
            """)
        for row in rows {
            let (subject, topic, kind) = try row.decode((String, String, String).self)
            if kind == "parked" {
                held.parked.insert(subject)
            } else {
                held.waiting[subject, default: []].insert(topic)
            }
        }
        return held
    }

    borrowing func hold(_ envelopes: [Envelope], as hold: Hold) throws {
        for envelope in envelopes {
            try execute(
                """
                INSERT INTO held_messages
                    (district, message_id, topic, subject, kind, reference, reason, headers, data, held_at, parkings)
                VALUES (\(envelope.district), \(envelope.id)::uuid, \(envelope.topic.rawValue), \(envelope.subject),
                    \(hold.kind), \(hold.reference), \(hold.reason), \(HeldHeaders.text(envelope)),
                    \(envelope.data), \(envelope.time), \(hold.parkings))
                """)
        }
    }

    borrowing func heldMessages(about subject: String, in district: DistrictID) throws -> [HeldMessage] {
        let rows = try run(
            """
            SELECT position, kind, topic, headers, data FROM held_messages
            WHERE district = \(district) AND subject = \(subject) ORDER BY position
            """)
        return try rows.map { row in
            let (position, kind, topic, headers, data) = try row.decode((Int64, String, String, String, [UInt8]).self)
            return HeldMessage(
                position: position, isParked: kind == "parked",
                envelope: try Envelope(
                    topic: Topic(rawValue: topic) ?? .parked, headers: HeldHeaders.pairs(headers), data: data))
        }
    }

    /// - Returns: false when it is held no more.
    borrowing func dropHeld(_ message: HeldMessage) throws -> Bool {
        try change(
            """
            DELETE FROM held_messages
            WHERE district = \(message.envelope.district) AND position = \(message.position)
            """) == 1
    }

    /// - Returns: how often it has been parked by now; nil when it is held no more.
    borrowing func rehold(_ message: HeldMessage, as hold: Hold) throws -> Int? {
        let rows = try run(
            """
            UPDATE held_messages SET kind = \(hold.kind), reference = \(hold.reference), reason = \(hold.reason),
                parkings = parkings + \(hold.parkings)::integer
            WHERE district = \(message.envelope.district) AND position = \(message.position) RETURNING parkings
            """)
        return try rows.first?.decode(Int.self)
    }
}

/// A held message's headers as one text.
enum HeldHeaders {
    /// Stands in the text of a message that could not be read, and in no other: there its quotes would be escaped.
    static let ofUnreadable = #"["ce_type","\#(Envelope.unreadable)"]"#

    static func text(_ envelope: Envelope) throws -> String {
        let pairs = envelope.headers.map { [$0.0, $0.1] }
        return String(decoding: try JSONCoding.encoder.encode(pairs), as: UTF8.self)
    }

    static func pairs(_ text: String) throws -> [(String, String)] {
        try JSONCoding.decoder.decode([[String]].self, from: Array(text.utf8)).compactMap { pair in
            pair.count == 2 ? (pair[0], pair[1]) : nil
        }
    }
}
