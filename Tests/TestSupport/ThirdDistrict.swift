/// A district that no code knows: nothing but text.
public enum ThirdDistrict {
    public static let pack = """
        pack: {district: elsewhere, version: e-1, casePrefix: EL, title: {zh: 别处, en: Elsewhere}, effectiveFrom: 2020-01-01}
        zone: {name: Asia/Tokyo, offset: "+09:00"}
        hours: [{windows: ["08:00-16:00"]}, {from: 2020-06-01, through: 2020-08-31, windows: ["08:00-12:00"]}]
        calendar: {overlay: {version: e-days, days: [{day: 2020-05-15, works: false, name: 节}]}}
        roles: {operator: {zh: 甲, en: A}, station: {zh: 乙, en: B}}
        programme:
          title: {zh: 问, en: Ask}
          cadence: {weeks: 4, weekday: monday, from: 2020-01-06}
          slots: [{kind: live, opens: "20:00", closes: "21:00"}]
          guests: {principals: 2}
        clocks:
          - name: thanks
            rule: EL-1
            clause: 一
            title: {zh: 谢, en: Thank}
            per: case
            starts: {all: [{on: AppealRegistered}, {on: BroadcastClosed}]}
            stops: {all: [{on: CallbackCompleted, where: {outcome: {not: unreachable}}}, {on: FormFiled, where: {form: card}}]}
            within: [{amount: 2, unit: months, roll: forward}, {amount: 10, unit: workingHours}]
            owes: station
            warn: {minutesBefore: 60}
            miss: {ladders: [first, second]}
          - name: hear
            rule: EL-2
            clause: 二
            title: {zh: 听, en: Listen}
            per: round
            starts: [{on: WorkOrderAnswered, at: broadcastClosed}]
            stops: [{on: CallbackScheduled}]
            within: {unit: promptly}
            noLaterThan: [thanks]
            owes: unit
            miss: none
        ladders:
          - name: first
            title: {zh: 一, en: One}
            rungs: [{emit: OverdueFiled, rule: EL-3, drafter: station}]
          - name: second
            title: {zh: 二, en: Two}
            starts: [{on: InconsistencyFound}]
            rungs: [{emit: SupervisionProposed, rule: EL-4, ground: pasted, drafter: operator}]
        extension: {isAllowed: false}
        rework: {isAllowed: false}
        callback: {attempts: 1, hoursBetween: 0}
        transfer: {foreignMatter: keepOwner}
        dispatch: {onAir: atOnce, notPutThrough: atOnce}
        policies: {promptly.workingDays: 3}
        """
}
