import Contracts
import DistrictRegister
import Messaging
import Postgres

/// A fact that is about no case, of which people are told all the same: it has a file of its own, by its subject.
///
/// It goes by the rule pack of its day.
enum SubjectFact {
    static let types: Set<String> = [
        UnitChanged.type, SeasonAdopted.type, MonthPreviewed.type, ListSent.type, LeaveRequested.type,
    ]

    /// The unit that it is about; nil for what is about the programme.
    static func unit(of envelope: Envelope) throws -> UnitID? {
        switch envelope.type {
        case UnitChanged.type: try envelope.decode(UnitChanged.self).unit
        case LeaveRequested.type: try envelope.decode(LeaveRequested.self).unit
        default: nil
        }
    }

    /// Such as that of `unit/xinbei`.
    static func file(of envelope: Envelope) throws -> CaseID {
        CaseID(try DerivedID.make("subject", envelope.district.rawValue, envelope.subject))
    }

    /// - Throws: `NotYet` while the district has no pack.
    static func caseFile(
        of envelope: Envelope, _ register: DistrictRegister, in transaction: borrowing Transaction
    ) throws -> CaseFile {
        let rules = try register.current(
            of: envelope.district, on: CivilDay(ofUTC: envelope.time), in: transaction)
        let name = envelope.subject.split(separator: "/", maxSplits: 1).last.map(String.init) ?? envelope.subject
        return CaseFile(number: CaseNumber(name), packVersion: rules.pack.version, isReachable: false)
    }
}

extension Envelope {
    /// Whether a notification may be about it.
    var canBeToldOf: Bool { topic.isAboutCases || SubjectFact.types.contains(type) }
}
