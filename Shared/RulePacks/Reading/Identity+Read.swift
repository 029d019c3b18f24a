import Contracts
import YAML

extension PackIdentity {
    static func read(_ keys: inout Keys) -> PackIdentity? {
        keys.required("pack")?.keys { keys in
            let district = keys.required("district")?.district()
            let version = keys.required("version")?.text()
            let prefix = keys.required("casePrefix")?.slug(upperCase: true)
            let title = keys.required("title").flatMap(Title.read)
            let document = keys.optional("documentNumber")?.text()
            let signed = keys.optional("signed")?.day()
            let printed = keys.optional("printed")?.day()
            let posted = keys.optional("posted")?.day()
            let effective = keys.required("effectiveFrom")?.day()
            let references = keys.optional("externalReferences")?.list { $0.text() } ?? []
            guard let district, let version, let prefix, let title, let effective else { return nil }
            return PackIdentity(
                district: district, version: version, casePrefix: prefix, title: title, documentNumber: document,
                signed: signed, printed: printed, posted: posted, effectiveFrom: effective,
                externalReferences: references)
        }
    }
}

extension Title {
    static func read(_ field: Field) -> Title? {
        field.keys { keys in
            let zh = keys.required("zh")?.text()
            let en = keys.required("en")?.text()
            guard let zh, let en else { return nil }
            return Title(zh: zh, en: en)
        }
    }
}
