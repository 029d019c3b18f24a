import Contracts
import Foundation

@testable import Sealing

/// A folder of its own for each test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "sealing-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }  // what stays lies in a temporary folder

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func ring(
        _ name: String = "keys.json", purpose: KeyRing.Purpose = .personal,
        missingMonths: KeyRing.MissingMonths = .create
    ) throws -> KeyRing {
        try KeyRing(
            file: file(name), purpose: purpose, master: .readOrCreate(file("master.key")), missingMonths: missingMonths)
    }
}

let changzhou = DistrictID("changzhou")
let doumen = DistrictID("doumen")
let may = Month("2020-05")!
let june = Month("2020-06")!
let subject = SealSubject(district: changzhou, case: CaseID("0190a1b2"))
