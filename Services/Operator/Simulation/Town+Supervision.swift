import Contracts

extension Town {
    func hearOfSupervision(_ fact: SaidFact, at now: Instant) throws -> [Plan] {
        if let proposed = try fact.decode(SupervisionProposed.self) {
            var lot = Lot(seed, "letter", proposed.supervision.rawValue)
            guard lot.isHit(percent: temper.letters) else { return [] }
            let at = office.later(by: 1 + lot.share() * 9, than: now)
            return [(supervision(.letter(proposed.supervision), "letter", proposed.supervision, by: .supervisor), at)]
        }
        if let letter = try fact.decode(SupervisionLetterIssued.self) {
            var lot = Lot(seed, "receipt", letter.supervision.rawValue)
            let person = Act.Person.unit(district.id, letter.unit)
            let at = office.later(by: 0.5 + lot.share() * 5, than: now)
            return [(supervision(.receipt(letter.supervision), "receipt", letter.supervision, by: person), at)]
        }
        if let letter = try fact.decode(SupervisionLetterReceived.self) {
            return plansUnderSupervision(letter, at: now)
        }
        if let reported = try fact.decode(SupervisionReported.self) {
            var lot = Lot(seed, "conclude", reported.supervision.rawValue)
            let at = office.later(by: 2 + lot.share() * 10, than: now)
            let act = supervision(
                .conclude(reported.supervision), "conclude", reported.supervision, by: .supervisor,
                #"{"conclusion":"accepted"}"#)
            return [(act, at)]
        }
        return try decisions(about: fact, at: now)
    }

    /// A named person looks at what was proposed, and seldom lets the limit for it pass.
    private func decisions(about fact: SaidFact, at now: Instant) throws -> [Plan] {
        let clue = try fact.decode(ReferralProposed.self).map { AccountabilityID($0.referral.rawValue) }
        guard let id = try clue ?? fact.decode(AccountabilityProposed.self)?.accountability else { return [] }
        var lot = Lot(seed, "decide", id.rawValue)
        let isLate = lot.isHit(percent: temper.lateUnderSupervision)
        let at = office.later(by: isLate ? 17 + lot.share() * 10 : 1 + lot.share() * 5, than: now)
        let act = Act(
            district: district.id, person: .supervisor, purpose: .decide(id), service: .deadlineWatcher,
            path: "accountabilities/\(id)/decision", body: Phrases.decision)
        return [(act, at)]
    }

    /// The unit owes whatever the pack's clocks of a supervision ask for; it reports what it has answered.
    private func plansUnderSupervision(_ letter: SupervisionLetterReceived, at now: Instant) -> [Plan] {
        var answeredAt: Instant?
        return district.pack.clocks.filter { $0.per == .supervision }.compactMap { clock in
            let stops = Set(clock.stops.triggers.map(\.on))
            let verb = stops.contains(.supervisionAnswered) ? "answer" : "report"
            guard verb == "answer" || stops.contains(.supervisionReported),
                case .period(let period)? = clock.within.first,
                let due = try? office.calendar.due(after: now, period: period)  // beyond all calendars nobody acts
            else { return nil }
            var lot = Lot(seed, verb, letter.supervision.rawValue)
            let isLate = lot.isHit(percent: temper.lateUnderSupervision)
            var at =
                isLate
                ? office.later(by: 2 + lot.share() * 14, than: due.at)
                : office.between(now, due.at, share: 0.2 + lot.share() * 0.7)
            let person = Act.Person.unit(district.id, letter.unit)
            if verb == "answer" {
                answeredAt = at
                return (
                    supervision(.reply(letter.supervision), verb, letter.supervision, by: person, Phrases.reply), at
                )
            }
            if let answeredAt, at <= answeredAt { at = office.later(by: 0.5, than: answeredAt) }
            return (supervision(.report(letter.supervision), verb, letter.supervision, by: person, Phrases.report), at)
        }
    }

    private func supervision(
        _ purpose: Act.Purpose, _ verb: String, _ id: SupervisionID, by person: Act.Person, _ body: String = "{}"
    ) -> Act {
        Act(
            district: district.id, person: person, purpose: purpose, service: .deadlineWatcher,
            path: "supervisions/\(id)/\(verb)", body: body)
    }
}
