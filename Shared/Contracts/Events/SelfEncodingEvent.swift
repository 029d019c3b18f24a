/// An event that writes its JSON itself; the same JSON as `Encodable` gives, in the order of the properties.
public protocol SelfEncodingEvent: Event {
    func write(to json: inout JSONObject)
}
