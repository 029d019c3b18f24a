import Contracts

extension Samples {
    static let appeals: [Sample] = [
        Sample(
            full: AppealAmended(
                case: matter, category: .complaint, unit: unit, isForeignMatter: true, isComplex: true,
                isAnonymous: true, hasContact: true, callbackMethod: .phone, citizen: sealed, text: sealed,
                missing: ["category", "citizen.phone"]),
            minimal: AppealAmended(case: matter, missing: [])),
        Sample(
            full: AppealAnsweredOnAir(case: matter, broadcast: show, unit: unit, answer: sealed),
            minimal: AppealAnsweredOnAir(case: matter, broadcast: show)),
        Sample(
            full: AppealLinked(case: matter, parent: otherMatter),
            minimal: AppealLinked(case: matter, parent: otherMatter)),
        .init(
            full: AppealListed(case: matter, day: day), minimal: AppealListed(case: matter, day: day)),
        .init(
            full: AppealAnsweredInEpisode(case: matter, broadcast: show, answer: sealed),
            minimal: AppealAnsweredInEpisode(case: matter, broadcast: show)),
        .init(
            full: AppealRepeated(case: matter, unit: unit, repeats: 2),
            minimal: AppealRepeated(case: matter, unit: nil, repeats: 1)),
        Sample(
            full: AppealRegistered(
                case: matter, caseNumber: number, category: .complaint, channel: .onAir, broadcast: show,
                onAir: .promised, unit: unit, isForeignMatter: true, isComplex: true, isAnonymous: true,
                hasContact: true, callbackMethod: .phone, citizen: sealed, text: sealed,
                missing: ["category", "citizen.phone"],
                packVersion: "2020"),
            minimal: AppealRegistered(
                case: matter, caseNumber: number, channel: .onAir, isForeignMatter: true, isComplex: true,
                isAnonymous: true, callbackMethod: .phone, missing: [], packVersion: "2020")),
        Sample(
            full: PromiseMade(case: matter, broadcast: show, unit: unit, due: instant, promise: sealed),
            minimal: PromiseMade(case: matter, broadcast: show, due: instant)),
        Sample(
            full: SurveyAnswered(
                case: matter, callback: callback, outcome: .partlySolved, satisfaction: 3, comment: sealed),
            minimal: SurveyAnswered(case: matter, callback: callback, outcome: .solved)),
    ]
}
