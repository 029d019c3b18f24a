import DistrictRegister
import HTTP
import ServiceKit

/// Which gateway serves which way, as the settings choose.
enum Gateways {
    static func chosen(
        by settings: NotifierSettings, _ context: ServiceContext, _ register: DistrictRegister
    ) throws -> [Way: Gateway] {
        let letters = Letters(
            store: context.store, keys: context.keys, register: register, statusPage: settings.statusPage)
        let client = try HTTPClient()
        return [
            .mail: settings.mail == .smtp ? try smtp(settings, letters, context) : .log(context.log),
            .text: settings.text == .http
                ? .text(at: settings.textURL, token: settings.textToken, letters: letters, send: client.send)
                : .log(context.log),
            .webhook: .webhook(
                store: context.store, keys: context.keys, allowsPrivateAddresses: settings.webhooksMayBePrivate,
                send: client.send),
            .log: .log(context.log),
        ]
    }

    private static func smtp(
        _ settings: NotifierSettings, _ letters: Letters, _ context: ServiceContext
    ) throws -> Gateway {
        let credentials = MailSender.Credentials(user: settings.smtpUser, password: settings.smtpPassword)
        let sender = try MailSender(
            url: settings.smtpURL, credentials: settings.smtpUser.isEmpty ? nil : credentials,
            security: settings.smtpNeedsTLS ? .required : .none,
            authorities: settings.smtpAuthorities.isEmpty ? nil : settings.smtpAuthorities)
        return .mail(from: Mailbox(settings.mailFrom), letters: letters, clock: context.clock) { mail in
            try await sender.send(mail, timeout: Gateway.mailTimeout)
        }
    }
}
