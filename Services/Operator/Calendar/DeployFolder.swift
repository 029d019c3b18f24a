import Foundation

/// The folder `deploy` with districts, calendars and settings.
public enum DeployFolder {
    /// `HOTLINE_DEPLOY`, else `deploy` in the working directory or in one above it, or above the executable.
    ///
    /// - Throws: `CommandFailure` when it is in none of these.
    public static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        workingDirectory: String = FileManager.default.currentDirectoryPath
    ) throws -> URL {
        if let set = environment["HOTLINE_DEPLOY"], !set.isEmpty { return URL(filePath: set) }
        let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        for start in [URL(filePath: workingDirectory), executable] {
            var folder = start.standardizedFileURL
            while true {
                let deploy = folder.appending(path: "deploy")
                if FileManager.default.fileExists(atPath: deploy.appending(path: "calendar").path) { return deploy }
                guard folder.pathComponents.count > 1 else { break }
                folder.deleteLastPathComponent()
            }
        }
        throw CommandFailure("the folder deploy is not found; set HOTLINE_DEPLOY", exitCode: 2)
    }
}
