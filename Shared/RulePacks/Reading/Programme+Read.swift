import Contracts
import YAML

extension Programme {
    static func read(_ field: Field) -> Programme? {
        field.keys { keys in
            let title = keys.required("title").flatMap(Title.read)
            let cadence = keys.required("cadence").flatMap(Cadence.read)
            let slotsField = keys.required("slots")
            let slots = slotsField?.list(Slot.read) ?? []
            if let slotsField, slots.count(where: { $0.kind == .live }) != 1 {
                slotsField.problem("needs exactly one live slot")
            }
            let guests = keys.required("guests").flatMap(Guests.read)
            let arrival = keys.optional("arrival")?.timeOfDay()
            let hosts = keys.optional("hosts")?.number(in: 1...20)
            let place = keys.optional("place")?.text()
            let preview = keys.optional("preview").flatMap(Preview.read)
            guard let title, let cadence, let guests else { return nil }
            return Programme(
                title: title, cadence: cadence, slots: slots, guests: guests, arrival: arrival, hosts: hosts,
                place: place, preview: preview)
        }
    }
}

extension Programme.Cadence {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let weeks = keys.required("weeks")?.number(in: 1...52)
            let weekday = keys.required("weekday")?.weekday()
            let from = keys.required("from")?.day()
            guard let weeks, let weekday, let from else { return nil }
            return Self(weeks: weeks, weekday: weekday, from: from)
        }
    }
}

extension Programme.Slot {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let kind = keys.required("kind")?.choice(Kind.self)
            let opens = keys.required("opens")?.timeOfDay()
            let closes = keys.optional("closes")?.timeOfDay()
            let channels = keys.optional("channels")?.list { $0.text() } ?? []
            guard let kind, let opens else { return nil }
            if kind == .live, (closes ?? 0) <= opens { keys.problem("a live slot must close after it opens") }
            return Self(kind: kind, opens: opens, closes: closes, channels: channels)
        }
    }
}

extension Programme.Preview {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let days = keys.required("daysBefore")?.number(in: 1...28)
            let at = keys.required("at")?.timeOfDay()
            guard let days, let at else { return nil }
            return Self(daysBefore: days, at: at)
        }
    }
}

extension Programme.Guests {
    static func read(_ field: Field) -> Self? {
        field.keys { keys in
            let principals = keys.required("principals")?.number(in: 1...20)
            let staff = keys.optional("staff")?.number(in: 0...50)
            return principals.map { Self(principals: $0, staff: staff) }
        }
    }
}
