import Contracts

/// New cases as columns, one array each, as `unnest` takes them.
struct CaseColumns {
    private(set) var ids: [String] = []
    private(set) var numbers: [String] = []
    private(set) var categories: [String?] = []
    private(set) var channels: [String] = []
    private(set) var broadcasts: [String?] = []
    private(set) var onAir: [String?] = []
    private(set) var units: [String?] = []
    private(set) var foreign: [Bool] = []
    private(set) var complex: [Bool] = []
    private(set) var anonymous: [Bool] = []
    private(set) var methods: [String] = []
    private(set) var citizenKeys: [String?] = []
    private(set) var citizenBoxes: [String?] = []
    private(set) var textKeys: [String?] = []
    private(set) var textBoxes: [String?] = []
    private(set) var missing: [String] = []
    private(set) var packs: [String] = []
    private(set) var times: [Instant] = []
    private(set) var months: [String] = []
    private(set) var phones: [String?] = []
    private(set) var claims: [String] = []
    private(set) var requests: [String?] = []
    private(set) var dues: [Instant?] = []

    init(_ cases: [NewCase]) {
        for new in cases {
            append(new.registered)
            append(new)
        }
    }

    private mutating func append(_ appeal: AppealRegistered) {
        ids.append(appeal.case.rawValue)
        numbers.append(appeal.caseNumber.rawValue)
        categories.append(appeal.category?.rawValue)
        channels.append(appeal.channel.rawValue)
        broadcasts.append(appeal.broadcast?.rawValue)
        onAir.append(appeal.onAir?.rawValue)
        units.append(appeal.unit?.rawValue)
        foreign.append(appeal.isForeignMatter)
        complex.append(appeal.isComplex)
        anonymous.append(appeal.isAnonymous)
        methods.append(appeal.callbackMethod.rawValue)
        citizenKeys.append(appeal.citizen?.keyId)
        citizenBoxes.append(appeal.citizen?.box)
        textKeys.append(appeal.text?.keyId)
        textBoxes.append(appeal.text?.box)
        missing.append(appeal.missing.joined(separator: " "))
        packs.append(appeal.packVersion)
    }

    private mutating func append(_ new: NewCase) {
        times.append(new.registeredAt)
        months.append(new.month.description)
        phones.append(new.phoneHash?.hexadecimal)
        claims.append(new.claimHash.hexadecimal)
        requests.append(new.request?.fingerprint.hexadecimal)
        dues.append(new.promised?.due)
    }
}

extension [UInt8] {
    var hexadecimal: String {
        let digits = [UInt8]("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 2 * count) { buffer in
            for (index, byte) in enumerated() {
                buffer[2 * index] = digits[Int(byte >> 4)]
                buffer[2 * index + 1] = digits[Int(byte & 15)]
            }
            return 2 * count
        }
    }
}
