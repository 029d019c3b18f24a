/// What a schema demands, without the words around it: these may be mended after publication, the demands may not.
struct SchemaRules: Equatable {
    let json: JSON

    init(of schema: JSON) { json = Self.rules(of: schema) }

    private static let words: Set<String> = ["title", "description", "examples", "$comment"]

    private static func rules(of schema: JSON) -> JSON {
        guard case .object(let members) = schema else { return schema }
        var kept = members.filter { !words.contains($0.key) }
        for group in ["properties", "$defs"] where kept[group] != nil {
            kept[group] = .object(kept[group]?.object.mapValues(rules) ?? [:])
        }
        if let items = kept["items"] { kept["items"] = rules(of: items) }
        return .object(kept)
    }

    /// Why a reader made for these rules could stumble over data that obey `newer`, or a writer's old data over
    /// a reader made for `newer`. A new version may add properties that are not required, and nothing else.
    func breaks(by newer: SchemaRules) -> [String] {
        var reasons: [String] = []
        let mine = json["properties"].object
        let theirs = newer.json["properties"].object
        for (name, rules) in mine.sorted(by: { $0.key < $1.key }) where theirs[name] != rules {
            reasons.append(theirs[name] == nil ? "\(name) is gone" : "\(name) has other rules")
        }
        if Set(json["required"].texts) != Set(newer.json["required"].texts) { reasons.append("required differs") }
        let aside = ["properties", "required", "$id", "$defs"]
        let rest = { (rules: JSON) in rules.object.filter { !aside.contains($0.key) } }
        if rest(json) != rest(newer.json) { reasons.append("the whole has other rules") }
        for (name, rules) in json["$defs"].object where newer.json["$defs"][name] != rules {
            reasons.append("\(name) has other rules")
        }
        return reasons
    }
}
