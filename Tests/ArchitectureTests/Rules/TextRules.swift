extension Rule {
    static let texts = [filesAreShort, mainIsThin, noUnfinishedWork, noPlaceOfOneMachine, testsExpect]

    static let filesAreShort = eachFile("files are short", where: \.isSwift) { file in
        let limit = file.isShipped ? 300 : 400
        return file.lineCount > limit ? [(file.lineCount, "\(file.lineCount) lines, at most \(limit)")] : []
    }

    static let mainIsThin = eachFile(
        "a main file has at most 50 lines",
        where: \.isMain
    ) { $0.lineCount > 50 ? [($0.lineCount, "\($0.lineCount) lines")] : [] }

    static let noUnfinishedWork = eachFile("nothing is marked as unfinished") {
        $0.matches(
            of: /(?:^|[^-\w\n])(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)(?![-\w])/.anchorsMatchLineEndings(), inCode: false)
    }

    /// A folder that exists on one machine only.
    static let noPlaceOfOneMachine = eachFile("no path of one machine") {
        $0.matches(
            of: /(?:^|[^\w.})*\]\n])\/(?:home|Users|root|work|mnt|farm)\//.anchorsMatchLineEndings(), inCode: false)
    }

    static let testsExpect = eachFile("every test expects something", where: \.isTest) { file in
        let tests = file.matches(of: /@Test\b/, inCode: true).map(\.line)
        let lines = file.code.split(separator: "\n", omittingEmptySubsequences: false)
        let ends = tests.dropFirst() + [lines.count + 1]
        return zip(tests, ends).filter { start, end in
            let body = lines[(start - 1)..<(end - 1)].joined(separator: "\n")
            return !body.contains(
                /#expect|#require|Issue\.record|\bexpect|\brequire|\bassert|\bverify|\beventually|confirmation/)
        }.map { ($0.0, "a test that expects nothing") }
    }
}
