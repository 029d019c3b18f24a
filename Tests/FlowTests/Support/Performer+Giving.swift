import Contracts
import Foundation
import TestSupport
import WorkingCalendar

@testable import OperatorService

/// What an operator gives to running services, each step heard by all of them before the next.
extension Performer {
    /// The calendar, then each district's pack and units.
    func give(_ played: [PlayedDistrict], to ensemble: Ensemble) async throws {
        let table = try TextFile.read(Stack.deploy.appending(path: "calendar/cn_calendar.csv").path)
        let year = try CalendarTable(csv: table, version: "cn").version
        try await put("calendars/\(year)", table, "text/csv", to: .intake, ensemble)
        for files in played {
            let (id, version) = (files.district.id, files.district.pack.version)
            try await put(
                "districts/\(id)/rule-packs/\(version)", files.pack, "application/yaml", to: .intake, ensemble)
            try await put("districts/\(id)/units", files.units, "application/yaml", to: .dispatch, ensemble)
        }
    }

    func giveSeason(of files: PlayedDistrict, to ensemble: Ensemble) async throws {
        try await put("districts/\(files.district.id)/season", files.season, "text/csv", to: .intake, ensemble)
    }

    private func put(
        _ path: String, _ text: String, _ type: String, to service: ServiceName, _ ensemble: Ensemble
    ) async throws {
        _ = try await asOperator(.put, "/v1/\(path)", type: type, text, to: service)
        try await ensemble.flight.untilStill()
    }
}
