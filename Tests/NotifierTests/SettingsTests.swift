import NotifierService
import ServiceKit
import Testing

@Suite struct SettingsTests {
    private func faults(_ environment: [String: String]) -> [String] {
        var settings = Settings(product: "notifier", environment: environment)
        NotifierService.declare(&settings)
        return settings.faults
    }

    @Test func nothingHasToBeSetForALog() { #expect(faults([:]) == []) }

    @Test(arguments: [
        ("HOTLINE_MAIL_GATEWAY", "smtp", "HOTLINE_SMTP_URL"),
        ("HOTLINE_TEXT_GATEWAY", "http", "HOTLINE_TEXT_GATEWAY_URL"),
        ("HOTLINE_MAIL_GATEWAY", "pigeon", "HOTLINE_MAIL_GATEWAY"),
        ("HOTLINE_DELIVERY_LEASE", "0s", "HOTLINE_DELIVERY_LEASE"),
        ("HOTLINE_DELIVERY_ATTEMPTS", "0", "HOTLINE_DELIVERY_ATTEMPTS"),
        ("HOTLINE_DELIVERY_AGE", "31d", "HOTLINE_DELIVERY_AGE"),
        ("HOTLINE_MAIL_FROM", "政风热线 <desk@hotline.example.org>", "HOTLINE_MAIL_FROM"),
        ("HOTLINE_MAIL_FROM", "desk", "HOTLINE_MAIL_FROM"),
        ("HOTLINE_MAIL_FROM", "desk@example.org>\r\nRCPT TO:<x@example.org", "HOTLINE_MAIL_FROM"),
    ])
    func whatIsMissingOrWrongIsNamed(name: String, value: String, fault: String) {
        #expect(faults([name: value]).count == 1)
        #expect(faults([name: value]).first?.hasPrefix(fault) == true)
    }

    @Test func aPlainSenderIsTaken() {
        #expect(faults(["HOTLINE_MAIL_FROM": "desk@hotline.example.org"]) == [])
    }
}
