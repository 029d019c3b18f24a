import Contracts
import HTTP

/// The answer to a registration, written by hand: every value is plain ASCII without anything to escape.
enum ReceiptJSON {
    static func response(_ receipt: Registrar.Receipt, in district: DistrictID) -> Response {
        let missing = receipt.missing.map { "\"\($0)\"" }.joined(separator: ",")
        let json = """
            {"case":"\(receipt.id.rawValue)","caseNumber":"\(receipt.number.rawValue)",\
            "claimCode":"\(receipt.claimCode.text)","registeredAt":"\(receipt.registeredAt.rfc3339)",\
            "missing":[\(missing)]}
            """
        var response = Response.json([UInt8](json.utf8), status: receipt.isNew ? 201 : 200)
        response.headers["Location"] = "/v1/districts/\(district.rawValue)/cases/\(receipt.number.rawValue)"
        return response
    }
}
