/// A district that no code knows: nothing but text.
public enum ThirdDistrict {
    public static let pack = """
        pack: {district: elsewhere, version: e-1, casePrefix: EL, title: {zh: 别处, en: Elsewhere}, effectiveFrom: 2020-01-01}
        zone: {name: Asia/Tokyo, offset: "+09:00"}
        hours: [{windows: ["08:00-16:00"]}, {from: 2020-06-01, through: 2020-08-31, windows: ["08:00-12:00"]}]
        calendar: {overlay: {version: e-days, days: [{day: 2020-05-15, works: false, name: 节}]}}
        roles: {operator: {zh: 甲, en: A}, station: {zh: 乙, en: B}}
        mailboxes: {operator: operator@elsewhere.example.invalid}
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
          - name: mend
            rule: EL-5
            clause: 三
            title: {zh: 修, en: Mend}
            per: workOrder
            applies: {category: complaint}
            starts: [{on: WorkOrderDispatched, where: {basis: {not: [rework, joint]}}}]
            stops: [{on: WorkOrderAnswered}]
            cancels: [{on: WorkOrderTransferred, cause: transferred}]
            moves: [{on: ExtensionGranted, cause: extension}]
            within: {amount: 6, unit: workingHours}
            owes: unit
            miss: {ladder: third}
          - name: take
            rule: EL-6
            clause: 四
            title: {zh: 接, en: Take}
            per: case
            recurs: true
            starts: [{on: WorkOrderTransferred}]
            stops: [{on: WorkOrderDispatched, where: {basis: transfer}}]
            within: {amount: 2, unit: workingHours}
            owes: operator
            miss: none
          - name: again
            rule: EL-7
            clause: 五
            title: {zh: 再, en: Again}
            per: round
            starts: [{on: ReworkOrdered}]
            stops: [{on: WorkOrderAnswered}]
            within: {amount: 90, unit: workingMinutes}
            owes: unit
            miss: none
          - name: own-up
            rule: EL-8
            clause: 六
            title: {zh: 认, en: Own up}
            per: supervision
            starts: [{on: SupervisionLetterReceived}]
            stops: [{on: SupervisionAnswered}]
            within: {amount: 4, unit: workingHours}
            owes: unit
            miss: {ladder: fourth}
        ladders:
          - name: first
            title: {zh: 一, en: One}
            rungs: [{emit: OverdueFiled, rule: EL-3}]
          - name: second
            title: {zh: 二, en: Two}
            starts: [{on: InconsistencyFound}]
            rungs: [{emit: SupervisionProposed, rule: EL-4, ground: pasted, drafter: operator}]
          - name: third
            title: {zh: 三, en: Three}
            rungs:
              - {emit: OverdueFiled, rule: EL-9}
              - {emit: SupervisionProposed, rule: EL-10, drafter: station}
          - name: fourth
            title: {zh: 四, en: Four}
            rungs: [{emit: AccountabilityProposed, rule: EL-11, ground: silent}]
          - name: fifth
            title: {zh: 五, en: Five}
            starts: [{on: SupervisionRequested}]
            per: callback
            rungs: [{emit: SupervisionProposed, rule: EL-12, drafter: operator}]
        situations: [{rule: EL-13, kind: accountability, title: {zh: 推, en: Shirking}}]
        extension: {isAllowed: true, approver: supervisor, atMost: 1, needsReason: true}
        rework: {isAllowed: true, maxRounds: 1}
        callback: {attempts: 1, hoursBetween: 0}
        transfer: {foreignMatter: transfer, objections: 0, form: slip}
        dispatch: {onAir: atOnce, notPutThrough: atOnce}
        notifications:
          - {on: AppealRegistered, to: citizen, by: text}
          - {on: ReworkOrdered, to: unit, by: email}
          - {on: DeadlineMissed, to: operator, by: email}
          - {on: SupervisionLetterIssued, to: unit, by: email}
        policies: {promptly.workingDays: 3, supervision.issuer: operator}
        """
}
