import Contracts
import Postgres

extension Instant: SQLBindable {
    public var sqlText: String { rfc3339 }
}

extension Instant: SQLDecodable {
    /// Reads what PostgreSQL prints for a `timestamptz` under TimeZone UTC: `2020-05-14 02:00:00.123+00`.
    public init(sqlText: Span<UInt8>) throws {
        guard let instant = Instant(rfc3339: try String(sqlText: sqlText) + ":00") else {
            throw NotDecodable("timestamptz in UTC")
        }
        self = instant
    }
}

extension CivilDay: SQLBindable {
    public var sqlText: String { description }
}

extension CivilDay: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws {
        guard let day = CivilDay(try String(sqlText: sqlText)) else { throw NotDecodable("date") }
        self = day
    }
}

extension DistrictID: SQLBindable, SQLDecodable {}
extension CaseID: SQLBindable, SQLDecodable {}
extension CaseNumber: SQLBindable, SQLDecodable {}
extension BroadcastID: SQLBindable, SQLDecodable {}
extension UnitID: SQLBindable, SQLDecodable {}
extension WorkOrderID: SQLBindable, SQLDecodable {}
extension EventID: SQLBindable, SQLDecodable {}
extension DeadlineID: SQLBindable, SQLDecodable {}
extension SupervisionID: SQLBindable, SQLDecodable {}
extension AccountabilityID: SQLBindable, SQLDecodable {}
extension CallbackID: SQLBindable, SQLDecodable {}
extension DeliveryID: SQLBindable, SQLDecodable {}
extension RuleID: SQLBindable, SQLDecodable {}
extension ClockName: SQLBindable, SQLDecodable {}

extension CivilDay {
    /// The UTC day of an instant: by it journal and inbox are partitioned.
    public init(ofUTC instant: Instant) {
        let seconds = instant.seconds
        self.init(since1970: Int((seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400))
    }
}

/// The bytes of a `text` column, without a detour over `String`.
struct UTF8Bytes: SQLDecodable {
    let bytes: [UInt8]

    init(sqlText: Span<UInt8>) throws {
        bytes = sqlText.withUnsafeBufferPointer { Array($0) }
    }
}
