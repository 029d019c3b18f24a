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

    /// By itself, or by a function of the same file that expects something.
    static let testsExpect = eachFile("every test expects something", where: \.isTest) { file in
        let functions = file.functions
        let expectation =
            /#expect|#require|Issue\.record|\bexpect|\brequire|\bassert|\bverify|\beventually|confirmation/
        let expecting = functions.filter { !$0.isTest && $0.text.contains(expectation) }.map { "\($0.name)(" }
        return functions.filter { function in
            function.isTest && !function.text.contains(expectation)
                && !expecting.contains { function.text.contains($0) }
        }.map { ($0.line, "\($0.name) expects nothing") }
    }
}

extension SourceFile {
    /// The file's functions but those inside of others, each with its text up to the next one.
    fileprivate var functions: [(name: Substring, isTest: Bool, line: Int, text: Substring)] {
        let heads = code.matches(
            of: /^ {0,4}(?<mark>@Test\b[^{}]*)?(?:[\w@()]+ )*func\s+(?<name>`[^`]+`|\w+)/.anchorsMatchLineEndings())
        let ends = heads.dropFirst().map(\.range.lowerBound) + [code.endIndex]
        return zip(heads, ends).map { head, end in
            let line = code[..<head.range.lowerBound].count { $0 == "\n" } + 1
            return (head.name, head.mark != nil, line, code[head.range.upperBound..<end])
        }
    }
}
