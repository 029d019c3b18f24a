/// How an appeal came in. `hotline12345` is the city's 12345 platform.
public enum AppealChannel: String, Codable, CaseIterable, Sendable {
    case onAir, offAir, hotline12345, web, message
}
