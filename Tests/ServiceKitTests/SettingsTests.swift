import Foundation
import HTTP
import ServiceKit
import Testing

private enum Gateway: String, CaseIterable { case log, smtp }

@Suite struct SettingsTests {
    private func settings(_ environment: [String: String]) -> Settings {
        Settings(product: "intake", environment: environment)
    }

    @Test func whatIsNotSetHasItsDefault() throws {
        var settings = settings(["HOTLINE_HTTP_PORT": ""])
        #expect(settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port") == 8101)
        #expect(
            settings.duration("HOTLINE_LEASE", default: .seconds(30), in: .seconds(1)...seconds(60), "lease")
                == .seconds(30))
        #expect(settings.bytes("HOTLINE_BODY", default: 65_536, in: 1...1_000_000, "body") == 65_536)
        #expect(settings.flag("HOTLINE_FLAG", default: true, "flag") == true)
        #expect(settings.choice("HOTLINE_GATEWAY", default: Gateway.log, "gateway") == .log)
        #expect(settings.list("HOTLINE_LIST", default: ["a"], "list") == ["a"])
        #expect(settings.namespace() == "hotline")
        try settings.check()
    }

    @Test func whatIsSetIsRead() throws {
        var settings = settings([
            "HOTLINE_HTTP_PORT": "65535", "HOTLINE_LEASE": "2m", "HOTLINE_BODY": "10MiB", "HOTLINE_FLAG": "off",
            "HOTLINE_GATEWAY": "smtp", "HOTLINE_LIST": " a, b ,,c", "HOTLINE_NAMESPACE": "demo_2020",
        ])
        #expect(settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port") == 65535)
        #expect(
            settings.duration("HOTLINE_LEASE", default: .seconds(30), in: .zero...seconds(3600), "lease")
                == .seconds(120))
        #expect(settings.bytes("HOTLINE_BODY", default: 1, in: 1...100_000_000, "body") == 10 << 20)
        #expect(settings.flag("HOTLINE_FLAG", default: true, "flag") == false)
        #expect(settings.choice("HOTLINE_GATEWAY", default: Gateway.log, "gateway") == .smtp)
        #expect(settings.list("HOTLINE_LIST", default: [], "list") == ["a", "b", "c"])
        #expect(settings.namespace() == "demo_2020")
        try settings.check()
    }

    @Test func proxiesAreAddressesAndBlocksOfThem() throws {
        var settings = settings(["HOTLINE_TRUSTED_PROXIES": "10.0.0.0/8, ::1", "HOTLINE_OTHERS": "10.0.0.0/8,proxy"])
        let proxies = settings.networks("HOTLINE_TRUSTED_PROXIES", "proxies")
        #expect(proxies == [try #require(Network("10.0.0.0/8")), try #require(Network("::1"))])
        #expect(settings.networks("HOTLINE_NOT_SET", "proxies") == [])
        try settings.check()
        #expect(settings.networks("HOTLINE_OTHERS", "proxies") == [])
        #expect(
            settings.faults == [
                "HOTLINE_OTHERS: must be addresses or blocks of them (10.0.0.0/8) between commas, is \"10.0.0.0/8,proxy\""
            ])
    }

    @Test func everyFaultIsToldAtOnceByName() {
        var settings = settings([
            "HOTLINE_HTTP_PORT": "abc", "HOTLINE_LEASE": "5", "HOTLINE_GATEWAY": "fax", "HOTLINE_NAMESPACE": "Hot line",
        ])
        _ = settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port")
        _ = settings.duration("HOTLINE_LEASE", default: .seconds(30), in: .milliseconds(500)...seconds(3600), "lease")
        _ = settings.choice("HOTLINE_GATEWAY", default: Gateway.log, "gateway")
        _ = settings.requiredText("HOTLINE_DATABASE", "where the database is")
        _ = settings.namespace()
        let error = #expect(throws: SettingsRefused.self) { try settings.check() }
        #expect(
            error?.faults == [
                "HOTLINE_HTTP_PORT: must be 1–65535, is \"abc\"",
                "HOTLINE_LEASE: must be 500ms–1h with its unit (ms, s, m, h, d), is \"5\"",
                "HOTLINE_GATEWAY: must be one of log, smtp, is \"fax\"",
                "HOTLINE_DATABASE: must be set (where the database is)",
                "HOTLINE_NAMESPACE: must be 1–30 lower-case letters, digits and underscores, a letter first, is \"Hot line\"",
            ])
    }

    @Test(arguments: ["0", "65536", "-1", " 80", "8 0", "0x50", "99999999999999999999", "８０", "80\n", "1e3"])
    func aHostilePortIsRefused(text: String) {
        var settings = settings(["HOTLINE_HTTP_PORT": text])
        #expect(settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port") == 8101)
        #expect(settings.faults.count == 1 && !settings.faults[0].contains("\n"))
    }

    @Test(arguments: ["-5s", "5 s", "s", "9223372036854775807d", "1.5s", "5S", "５s"])
    func aHostileDurationIsRefused(text: String) {
        var settings = settings(["HOTLINE_LEASE": text])
        #expect(
            settings.duration("HOTLINE_LEASE", default: .seconds(1), in: .zero...seconds(86_400), "lease")
                == .seconds(1))
        #expect(settings.faults.count == 1)
    }

    @Test func secretsAreNeverShown() throws {
        var settings = settings(["HOTLINE_PASSWORD": "opensesame", "HOTLINE_BAD": "x"])
        #expect(settings.secret("HOTLINE_PASSWORD", default: "alsosecret", "password of the role") == "opensesame")
        #expect(settings.secret("HOTLINE_OTHER", default: "alsosecret", "another") == "alsosecret")
        let shown = settings.help + settings.summary.map { $0.name + $0.value }.joined() + settings.faults.joined()
        #expect(!shown.contains("opensesame") && !shown.contains("alsosecret") && shown.contains("(hidden)"))
    }

    @Test func aSecretMayLieInAFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)").path
        try " opensesame\n".write(toFile: file, atomically: true, encoding: .utf8)
        var settings = settings(["HOTLINE_PASSWORD_FILE": file, "HOTLINE_OTHER_FILE": file + ".none"])
        #expect(settings.secret("HOTLINE_PASSWORD", default: nil, "password") == "opensesame")
        _ = settings.secret("HOTLINE_OTHER", default: nil, "other")
        _ = settings.secret("HOTLINE_THIRD", default: nil, "third")
        #expect(settings.faults.count == 2 && settings.warnings.isEmpty)
        #expect(settings.faults[1] == "HOTLINE_THIRD: must be set, or HOTLINE_THIRD_FILE (third)")
        try FileManager.default.removeItem(atPath: file)
    }

    @Test func aMisspeltNameIsWarnedOfWithTheNearestOne() {
        var settings = settings([
            "HOTLINE_HTP_PORT": "80", "HOTLINE_SOMETHING_ELSE_ALTOGETHER": "1", "PATH": "/bin",
            "HOTLINE_FAILPOINT": "x",
            "HOTLINE_OF_ANOTHER": "1",
        ])
        _ = settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port")
        settings.tolerate(["HOTLINE_OF_ANOTHER"])
        #expect(
            settings.warnings == [
                "HOTLINE_HTP_PORT is not a setting of intake; is HOTLINE_HTTP_PORT meant?",
                "HOTLINE_SOMETHING_ELSE_ALTOGETHER is not a setting of intake",
            ])
    }

    @Test func helpListsEverySettingWithDefaultAndMeaning() {
        var settings = settings([:])
        _ = settings.integer("HOTLINE_HTTP_PORT", default: 8101, in: 1...65535, "port of the HTTP server")
        _ = settings.requiredText("HOTLINE_DATABASE", "where the database is")
        #expect(settings.help.contains("  HOTLINE_HTTP_PORT\n      port of the HTTP server (default 8101)\n"))
        #expect(settings.help.contains("  HOTLINE_DATABASE\n      where the database is (must be set)\n"))
    }
}

private func seconds(_ count: Int) -> Duration { .seconds(count) }
