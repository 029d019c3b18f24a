import Foundation

/// The whole repository as the rules see it: its files and its targets.
struct House: Sendable {
    let files: [SourceFile]
    let manifest: Manifest

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The house that stands here, read once.
    static let real = Result { House(files: try read(repository), manifest: try Manifest.dump(of: repository)) }

    /// The target whose folder holds a file.
    func target(of file: SourceFile) -> Manifest.Target? {
        manifest.targets.filter { file.path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
    }

    private static let notOurs: Set = [".build", ".git", ".run", ".swiftpm"]
    private static let textual = ["swift", "md", "yml", "yaml", "sh", "py", "json", "h", "modulemap", "sql", "csv", ""]

    /// Every text file under a folder but what is built or run there.
    private static func read(_ folder: URL) throws -> [SourceFile] {
        let root = folder.standardizedFileURL.path + "/"
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        var files: [SourceFile] = []
        while let url = found?.nextObject() as? URL {
            if notOurs.contains(url.lastPathComponent) {
                found?.skipDescendants()
                continue
            }
            guard
                textual.contains(url.pathExtension), url.lastPathComponent != ".git",
                try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
                let text = String(bytes: try Data(contentsOf: url), encoding: .utf8)
            else { continue }
            files.append(SourceFile(path: String(url.standardizedFileURL.path.dropFirst(root.count)), text: text))
        }
        return files.sorted { $0.path < $1.path }
    }
}
