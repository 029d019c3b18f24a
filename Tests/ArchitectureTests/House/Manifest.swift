import Foundation

/// What SwiftPM itself makes of Package.swift.
struct Manifest: Sendable {
    struct Target: Sendable {
        let name: String
        let path: String
        var isSystemLibrary = false
        var dependencies: [String] = []
        var treatsWarningsAsErrors = true
    }

    let targets: [Target]
    /// How many Swift packages from outside the package builds on.
    var packageCount = 0

    struct Unreadable: Error {
        let status: Int32
    }
}

extension Manifest {
    /// Asks `swift package dump-package`, with a scratch folder of its own, for the tests' own may be locked.
    static func dump(of repository: URL) throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "hotline-manifest-\(UUID().uuidString)")
        defer {
            try? FileManager.default.removeItem(at: scratch)  // it may never have been made
        }
        let swift = Process()
        swift.executableURL = URL(filePath: "/usr/bin/env")
        swift.arguments = [
            "swift", "package", "--package-path", repository.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        swift.standardOutput = output
        try swift.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        swift.waitUntilExit()
        guard
            let fields = try? JSONSerialization.jsonObject(with: json) as? [String: Any],  // else refused below
            let targets = fields["targets"] as? [[String: Any]], let packages = fields["dependencies"] as? [Any]
        else { throw Unreadable(status: swift.terminationStatus) }
        return Manifest(targets: targets.compactMap(Target.init), packageCount: packages.count)
    }
}

extension Manifest.Target {
    /// Reads one target as `dump-package` writes it.
    init?(_ fields: [String: Any]) {
        guard let name = fields["name"] as? String, let path = fields["path"] as? String else { return nil }
        self.name = name
        self.path = path
        isSystemLibrary = fields["type"] as? String == "system"
        // One of {"byName": [name, condition]}, {"target": …} and {"product": …}.
        dependencies = (fields["dependencies"] as? [[String: [Any]]] ?? []).compactMap { kinds in
            kinds.values.first?.first as? String
        }
        treatsWarningsAsErrors = (fields["settings"] as? [[String: Any]] ?? []).contains { setting in
            let kind = setting["kind"] as? [String: [String: Any]]
            return kind?["treatAllWarnings"]?["_0"] as? String == "error"
        }
    }
}
