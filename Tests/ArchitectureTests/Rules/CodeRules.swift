extension Rule {
    static let code = [noTraps, noForcedValues, noEmptyCatch, uncheckedSendableHasAReason, droppedErrorHasAReason]

    static let noTraps = eachFile("shipped code does not trap on purpose", where: \.isShippedSwift) {
        $0.matches(of: /\b(?:fatalError|preconditionFailure|assertionFailure)\s*\(|\btry!|\bas!/, inCode: true)
    }

    /// `value!`, `call()!`, `list[0]!`, and the type `T!`; not `a != b` and not `!flag`.
    static let noForcedValues = eachFile(
        "shipped code does not unwrap by force", where: \.isShippedSwift
    ) { file in
        file.matches(of: /(?:\w|[)\]}">])!(?!=)/, inCode: true).filter { !$0.text.contains(/\b(?:try|as)!/) }
    }

    static let noEmptyCatch = eachFile("no catch is empty", where: \.isSwift) {
        $0.matches(of: /\bcatch\b[^{}]*\{\s*\}/, inCode: true)
    }

    static let uncheckedSendableHasAReason = eachFile(
        "@unchecked Sendable has its reason beside it", where: \.isShippedSwift
    ) { $0.uncommented(/@unchecked\s+Sendable|\bnonisolated\(unsafe\)/) }

    static let droppedErrorHasAReason = eachFile(
        "try? has its reason beside it", where: \.isShippedSwift
    ) { $0.uncommented(/\btry\?/) }
}

extension SourceFile {
    /// Matches in code with a comment neither on their line nor just above.
    func uncommented(_ pattern: Regex<some Any>) -> [(line: Int, text: String)] {
        let written = text.split(separator: "\n", omittingEmptySubsequences: false)
        return matches(of: pattern, inCode: true).filter { found in
            let above = written[..<(found.line - 1)].last { !$0.contains(/^\s*@/) } ?? ""
            return !found.text.contains("//") && !above.contains("//")
        }
    }
}
