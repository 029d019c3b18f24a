import Contracts
import RulePacks

extension AppealRegistered: ClockEvent {
    public static var factKind: FactKind { .appealRegistered }

    public func describe(in fact: inout FactDetails) {
        fact.unit = unit
        fact.packVersion = packVersion
        fact.attributes.set(.category, category)
        fact.attributes.set(.channel, channel)
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes.set(.onAir, onAir)
        fact.attributes.set(.isForeignMatter, isForeignMatter)
        fact.attributes.set(.isComplex, isComplex)
        fact.attributes.set(.isAnonymous, isAnonymous)
        fact.attributes.set(.hasContact, hasContact)
        fact.attributes.set(.callbackMethod, callbackMethod)
        fact.attributes.set(.hasUnit, unit != nil)
        fact.attributes[.registeredAt] = .instant(fact.at)
    }
}

extension AppealAmended: ClockEvent {
    public static var factKind: FactKind { .appealAmended }

    public func describe(in fact: inout FactDetails) {
        fact.unit = unit
        fact.attributes.set(.category, category)
        fact.attributes.set(.isForeignMatter, isForeignMatter)
        fact.attributes.set(.isComplex, isComplex)
        fact.attributes.set(.isAnonymous, isAnonymous)
        fact.attributes.set(.hasContact, hasContact)
        fact.attributes.set(.callbackMethod, callbackMethod)
    }
}

extension AppealAnsweredOnAir: ClockEvent {
    public static var factKind: FactKind { .appealAnsweredOnAir }

    public func describe(in fact: inout FactDetails) {
        fact.unit = unit
        fact.attributes.set(.broadcast, broadcast)
    }
}

extension PromiseMade: ClockEvent {
    public static var factKind: FactKind { .promiseMade }

    public func describe(in fact: inout FactDetails) {
        fact.unit = unit
        fact.attributes.set(.broadcast, broadcast)
        fact.attributes[.due] = .instant(due)
    }
}

extension AppealLinked: ClockEvent {
    public static var factKind: FactKind { .appealLinked }

    public func describe(in fact: inout FactDetails) {}
}

extension AppealRepeated: ClockEvent {
    public static var factKind: FactKind { .appealRepeated }

    public func describe(in fact: inout FactDetails) {
        fact.unit = unit
        fact.attributes.set(.repeats, repeats)
    }
}

extension AppealListed: ClockEvent {
    public static var factKind: FactKind { .appealListed }

    public func describe(in fact: inout FactDetails) {}
}

extension AppealAnsweredInEpisode: ClockEvent {
    public static var factKind: FactKind { .appealAnsweredInEpisode }

    public func describe(in fact: inout FactDetails) { fact.attributes.set(.broadcast, broadcast) }
}

extension BroadcastOpened: ClockEvent {
    public static var factKind: FactKind { .broadcastOpened }

    public func describe(in fact: inout FactDetails) { fact.attributes.set(.broadcast, broadcast) }
}

extension BroadcastClosed: ClockEvent {
    public static var factKind: FactKind { .broadcastClosed }

    public func describe(in fact: inout FactDetails) { fact.attributes.set(.broadcast, broadcast) }
}
