import Contracts
import YAML

/// A text with the name of the file it came from, for errors.
public struct NamedText: Sendable {
    public let name: String
    public let text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// The files of one district, already read by the caller: this room does no input or output.
public struct DistrictSources: Sendable {
    public var pack: NamedText
    public var units: NamedText
    public var season: NamedText

    public init(pack: NamedText, units: NamedText, season: NamedText) {
        self.pack = pack
        self.units = units
        self.season = season
    }
}

/// A district as data: its rules, its units, its season.
public struct District: Sendable {
    public let pack: RulePack
    public let units: UnitRegister
    public let season: Season

    public var id: DistrictID { pack.identity.district }

    /// Reads all files; what is wrong in any of them is reported together. A season can only be read with its units.
    public init(_ sources: DistrictSources) throws(PackErrors) {
        let pack = attempt { () throws(PackErrors) in
            try RulePack(source: sources.pack.text, file: sources.pack.name)
        }
        let units = attempt { () throws(PackErrors) in
            try UnitRegister(source: sources.units.text, file: sources.units.name)
        }
        switch (pack, units) {
        case (.success(let pack), .success(let units)):
            season = try Season(sources.season, pack: pack, units: units)
            self.pack = pack
            self.units = units
        default:
            throw PackErrors(pack.problems + units.problems)
        }
    }
}

private func attempt<Value>(_ read: () throws(PackErrors) -> Value) -> Result<Value, PackErrors> {
    do { return .success(try read()) } catch { return .failure(error) }
}

extension Result where Failure == PackErrors {
    fileprivate var problems: [Problem] {
        guard case .failure(let errors) = self else { return [] }
        return errors.problems
    }
}
