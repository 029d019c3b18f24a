import Contracts
import Foundation
import Sealing
import ServiceKit

/// A work order with its history; with what the citizen said and was answered, for those who may read it.
struct Dossier: Encodable, Sendable {
    let workOrder: WorkOrderView
    var steps: [Step] = []
    var filings: [Filing] = []
    /// Forms that other units have sent to this one as the lead (rule DM-34).
    var coordination: [Coordination] = []
    var extensions: [Extension] = []
    /// Where deadline-watcher shows each deadline as it was first set and as it is due now.
    let deadlinesAt: String
    /// A complex matter goes by a notice (rule X21), which is still to be issued.
    var needsNotice = false
    var citizen: Citizen?
    /// As forms and lists name whoever raised it (rule CZ-48); nil where the month's key is gone.
    var complainant: String?
    var text: String?
    var answer: String?
    /// What the unit cited when it objected.
    var duty: String?
    /// There is a text, and it is for the discipline roles alone.
    var isTextWithheld = false

    init(_ view: WorkOrderView, in district: DistrictID) {
        workOrder = view
        deadlinesAt = "/v1/districts/\(district)/cases/\(view.case)/deadlines"
    }
}

/// Opens what belongs to one case.
struct SealedCase: Sendable {
    let keys: KeyRing
    let subject: SealSubject
    let log: Log

    func open(_ order: WorkOrder, _ file: CaseFile, into dossier: inout Dossier) {
        // Who has asked since not to be named is shown to nobody, though it was sealed before that.
        let json = file.appeal.isAnonymous ? nil : file.appeal.citizen.flatMap { bytes($0, "citizen", of: file) }
        // What was sealed is intake's own JSON; were it not, the desk shows the work order all the same.
        dossier.citizen = json.flatMap { try? JSONDecoder().decode(Citizen.self, from: Data($0)) }
        let isClosed = file.appeal.citizen != nil && dossier.citizen == nil && !file.appeal.isAnonymous
        dossier.complainant =
            isClosed ? nil : Citizen.complainant(dossier.citizen, isAnonymous: file.appeal.isAnonymous)
        dossier.text = file.appeal.text.flatMap { bytes($0, "text", of: file) }.map {
            String(decoding: $0, as: UTF8.self)
        }
        dossier.isTextWithheld = file.appeal.text != nil && dossier.text == nil
        dossier.answer = order.answer.flatMap { bytes($0, "answer", of: file) }.map {
            String(decoding: $0, as: UTF8.self)
        }
        dossier.coordination = dossier.coordination.map { form in
            var form = form
            form.reply = form.box.flatMap { bytes($0, "reply", of: file) }.map { String(decoding: $0, as: UTF8.self) }
            return form
        }
        dossier.duty = order.duty.flatMap { bytes($0, "duty", of: file) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// - Returns: nil under the vault's key, which dispatch is not given, and when the month's key is gone.
    private func bytes(_ sealed: SealedText, _ field: String, of file: CaseFile) -> [UInt8]? {
        do {
            return try keys.openBytes(sealed, field: field, of: subject)
        } catch {
            log.warning(
                "a sealed text stays closed",
                ["case": file.id.rawValue, "field": field, "error": String(describing: error)])
            return nil
        }
    }
}
