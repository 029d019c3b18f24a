import Messaging
import ServiceKit

/// Appeals as a load sends them: a JSON body of some 600 bytes, no two alike.
struct AppealRequests: Sendable {
    let district: String
    /// Ids that the appeals are addressed to in turn.
    let units: [String]
    /// Nil for citizens, who send none.
    var token: String?
    /// Without a phone number the citizen is told nothing by text message.
    var hasPhone = true
    var categories = ["consultation", "complaint", "suggestion", "helpRequest"]

    private static let story = String(
        repeating: "小区供水压力不足,早晚高峰高层住户用水困难,多次向物业反映未果。", count: 4)

    func request(_ number: Int) -> [UInt8] {
        let phone = hasPhone ? #""phone":"\#(13_900_000_000 + number % 99_999_999)","# : ""
        let unit = units[number % units.count]
        let body =
            #"{"text":"\#(Self.story)第\#(number)件","category":"\#(categories[number % categories.count])","unit":"\#(unit)","#
            + #""citizen":{"name":"市民\#(number)",\#(phone)"address":"测试路\#(number % 999)号"},"#
            + #""callbackMethod":"\#(hasPhone ? "phone" : "none")"}"#
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let key = TimeOrderedID.make(at: SystemClock().now())
        let head =
            "POST /v1/districts/\(district)/appeals HTTP/1.1\r\nHost: 127.0.0.1\r\n\(authorization)"
            + "Content-Type: application/json\r\nIdempotency-Key: \(key)\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n"
        return Array((head + body).utf8)
    }
}
