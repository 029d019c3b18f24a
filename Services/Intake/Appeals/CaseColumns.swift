import Contracts
import Postgres

/// New cases as columns. Ids, codes, numbers and base64 hold no comma, so that a column is one text with commas, which
/// the server takes apart three times as fast as an array with quotes.
struct CaseColumns {
    private(set) var ids = CommaList()
    private(set) var numbers = CommaList()
    private(set) var categories = CommaList()
    private(set) var channels = CommaList()
    private(set) var broadcasts = CommaList()
    private(set) var onAir = CommaList()
    private(set) var units = CommaList()
    private(set) var foreign = CommaList()
    private(set) var complex = CommaList()
    private(set) var anonymous = CommaList()
    private(set) var methods = CommaList()
    private(set) var citizenKeys = CommaList()
    private(set) var citizenBoxes = CommaList()
    private(set) var textKeys = CommaList()
    private(set) var textBoxes = CommaList()
    private(set) var missing = CommaList()
    private(set) var packs = CommaList()
    private(set) var times = CommaList()
    private(set) var months = CommaList()
    private(set) var phones = CommaList()
    private(set) var claims = CommaList()
    private(set) var requests = CommaList()
    private(set) var dues = CommaList()
    private(set) var saidKeys = CommaList()
    private(set) var saidBoxes = CommaList()

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
        foreign.append(appeal.isForeignMatter ? "t" : "f")
        complex.append(appeal.isComplex ? "t" : "f")
        anonymous.append(appeal.isAnonymous ? "t" : "f")
        methods.append(appeal.callbackMethod.rawValue)
        citizenKeys.append(appeal.citizen?.keyId)
        citizenBoxes.append(appeal.citizen?.box)
        textKeys.append(appeal.text?.keyId)
        textBoxes.append(appeal.text?.box)
        missing.append(appeal.missing.joined(separator: " "))
        packs.append(appeal.packVersion)
    }

    private mutating func append(_ new: NewCase) {
        times.append(new.registeredAt.rfc3339)
        months.append(new.month.description)
        phones.append(new.phoneHash?.hexadecimal)
        claims.append(new.claimHash.hexadecimal)
        requests.append(new.request?.fingerprint.hexadecimal)
        dues.append(new.promised?.due.rfc3339)
        saidKeys.append(new.said?.keyId)
        saidBoxes.append(new.said?.box)
    }
}

/// Texts between commas; nil and the empty text are both written as nothing.
struct CommaList: SQLBindable {
    private(set) var sqlText = ""
    private var isEmpty = true

    mutating func append(_ text: String?) {
        if !isEmpty { sqlText.append(",") }
        isEmpty = false
        if let text { sqlText.append(text) }
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
