import HTTP
import ServiceKit

/// Notifier's own settings.
struct NotifierSettings: Sendable {
    enum MailGateway: String, CaseIterable, Sendable { case smtp, log }
    enum TextGateway: String, CaseIterable, Sendable { case http, log }

    let mail: MailGateway
    let smtpURL: String
    let smtpUser: String
    let smtpPassword: String
    let smtpNeedsTLS: Bool
    let smtpAuthorities: String
    let mailFrom: Mailbox
    let text: TextGateway
    let textURL: String
    let textToken: String
    let statusPage: String
    let webhooksMayBePrivate: Bool
    let plan: DeliveryPlan

    init(_ environment: [String: String]) {
        var settings = Settings(product: "notifier", environment: environment)
        self.init(&settings)
    }

    init(_ settings: inout Settings) {
        mail = settings.choice("HOTLINE_MAIL_GATEWAY", default: .log, "how mails leave: by SMTP, or as log lines")
        smtpURL = Self.url(
            "HOTLINE_SMTP_URL", isNeeded: mail == .smtp, "smtp://host:port/own-name, or smtps:// for TLS", &settings)
        smtpUser = settings.text("HOTLINE_SMTP_USER", default: "", "user at the mail server, where it wants one")
        smtpPassword = settings.secret("HOTLINE_SMTP_PASSWORD", default: "", "that user's password")
        smtpNeedsTLS = settings.flag("HOTLINE_SMTP_TLS", default: true, "no mail without TLS")
        smtpAuthorities = settings.text(
            "HOTLINE_SMTP_AUTHORITIES", default: "", "file of PEM certificates; the system's where not set")
        mailFrom = settings.mailbox(
            "HOTLINE_MAIL_FROM", default: "hotline@example.invalid",
            "sender of mails, a plain address; its domain ends every Message-ID, so it must not change lightly")
        text = settings.choice(
            "HOTLINE_TEXT_GATEWAY", default: .log, "how text messages leave: by HTTP, or as log lines")
        textURL = Self.url(
            "HOTLINE_TEXT_GATEWAY_URL", isNeeded: text == .http, "takes POST of {\"to\",\"text\"}", &settings)
        textToken = settings.secret("HOTLINE_TEXT_GATEWAY_TOKEN", default: "", "bearer token for it")
        statusPage = settings.text("HOTLINE_STATUS_PAGE", default: "", "where citizens look up their cases")
        webhooksMayBePrivate = settings.flag(
            "HOTLINE_WEBHOOK_PRIVATE_ADDRESSES", default: false,
            "webhooks may go to addresses that are not on the public internet")
        plan = Self.plan(&settings)
    }

    private static func url(
        _ name: String, isNeeded: Bool, _ meaning: String, _ settings: inout Settings
    ) -> String {
        isNeeded ? settings.requiredText(name, meaning) : settings.text(name, default: "", meaning)
    }

    private static func plan(_ settings: inout Settings) -> DeliveryPlan {
        var plan = DeliveryPlan()
        plan.age = settings.duration(
            "HOTLINE_DELIVERY_AGE", default: plan.age, in: .zero...(.seconds(30 * 86_400)),
            "how long a delivery is tried, from its first try on, before it has failed")
        plan.attempts = settings.integer(
            "HOTLINE_DELIVERY_ATTEMPTS", default: plan.attempts, in: 1...50,
            "tries before a delivery has failed, however old it is")
        plan.lease = settings.duration(
            "HOTLINE_DELIVERY_LEASE", default: plan.lease, in: .seconds(1)...(.seconds(3600)),
            "how long a claim lasts when its process is gone")
        plan.backOff.first = settings.duration(
            "HOTLINE_DELIVERY_BACKOFF", default: plan.backOff.first, in: .milliseconds(1)...(.seconds(600)),
            "pause after the first failed try; doubled each time, up to 15 minutes")
        return plan
    }
}
