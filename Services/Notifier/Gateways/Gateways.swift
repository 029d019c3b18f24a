import DistrictRegister
import HTTP
import ServiceKit

/// Which gateway serves which way, as the settings choose.
struct Gateways: Sendable {
    let settings: NotifierSettings
    let context: ServiceContext
    let register: DistrictRegister

    /// A third of a lease at most, so that what is begun in a lease also ends in it.
    private var patience: Duration { min(.seconds(10), settings.plan.lease / 3) }

    private var letters: Letters {
        Letters(store: context.store, keys: context.keys, register: register, statusPage: settings.statusPage)
    }

    func chosen() throws -> [Way: Gateway] {
        let client = try HTTPClient()
        return [
            .mail: settings.mail == .smtp ? try smtp() : .log(context.log),
            .text: settings.text == .http
                ? .text(
                    at: TextServer(url: settings.textURL, token: settings.textToken), letters: letters,
                    patience: patience, send: client.send)
                : .log(context.log),
            .webhook: .webhook(
                from: WebhookSource(store: context.store, keys: context.keys),
                allowsPrivateAddresses: settings.webhooksMayBePrivate, patience: patience, send: client.send),
            .log: .log(context.log),
        ]
    }

    private func smtp() throws -> Gateway {
        let credentials = MailSender.Credentials(user: settings.smtpUser, password: settings.smtpPassword)
        let sender = try MailSender(
            url: settings.smtpURL, credentials: settings.smtpUser.isEmpty ? nil : credentials,
            security: settings.smtpNeedsTLS ? .required : .none,
            authorities: settings.smtpAuthorities.isEmpty ? nil : settings.smtpAuthorities)
        let patience = patience
        return .mail(
            from: settings.mailFrom, letters: letters, clock: context.clock, patience: patience
        ) { mail in
            try await sender.send(mail, timeout: patience)
        }
    }
}
