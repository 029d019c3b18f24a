import Contracts
import DistrictRegister
import Foundation
import Messaging
import Postgres

extension Transaction {
    /// The subjects among these whose case keeps a pack that has not come: by its file, or because its appeal is held, which
    /// waits for that pack. A case of which nothing has been heard is not among them.
    ///
    /// - Parameter versions: of the packs that have come.
    borrowing func awaitingPack(
        _ envelopes: [Envelope], beside versions: [String], of district: DistrictID
    ) throws -> Set<String> {
        let subjects = Set(envelopes.filter(\.topic.isAboutCases).map(\.subject)).sorted()
        guard !subjects.isEmpty else { return [] }
        // What is no UUID is no case's id.
        let ids = subjects.filter { UUID(uuidString: $0) != nil }
        let rows = try run(
            """
            SELECT case_id::text FROM cases
            WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[]) AND pack_version <> ALL(\(versions)::text[])
            UNION
            SELECT subject FROM held_messages
            WHERE district = \(district) AND subject = ANY(\(subjects)::text[]) AND topic = \(Topic.appeals.rawValue)
                AND kind = 'waiting' AND reference = \(DistrictRegister.reference(district))
            """)
        return Set(try rows.map { try $0.decode(String.self) })
    }
}
