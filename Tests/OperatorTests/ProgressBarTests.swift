import Foundation
import Testing

@testable import OperatorService

@Suite struct ProgressBarTests {
    private static let district = "斗门区“服务群众敢担当”热线"
    private static let redraw = "\r\u{1B}[K"

    private static func progress(_ shows: Int, of all: Int, isOver: Bool = false) -> SimulationProgress {
        SimulationProgress(
            district: district, day: "2016-06-21", shows: shows, showsInAll: all, acts: 42, isOver: isOver)
    }

    /// What one look at a terminal of that width shows; nil when it is no UTF-8.
    private static func drawn(_ progress: SimulationProgress, columns: UInt16) throws -> String? {
        let terminal = try PseudoTerminal(columns: columns)
        ProgressBar(on: terminal.descriptor).show(progress)
        return String(validating: terminal.written(), as: UTF8.self)
    }

    @Test(arguments: [(0, false, 0), (1, false, 14), (2, false, 28), (2, true, 30)])
    func itIsAsFullAsTheSeasonIsPlayed(shows: Int, isOver: Bool, filled: Int) throws {
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let line = "\(bar) \(Self.district) 2016-06-21  \(shows) of 2 shows, 42 acts"
        let drawn = try Self.drawn(Self.progress(shows, of: 2, isOver: isOver), columns: 120)
        // While it goes on the same line is drawn again.
        #expect(drawn == Self.redraw + line + (isOver ? "\r\n" : ""))
    }

    @Test func aSeasonWithoutShowsIsNotDividedByThem() throws {
        #expect(try Self.drawn(Self.progress(0, of: 0), columns: 120)?.contains(" 0 of 0 shows") == true)
    }

    @Test(arguments: [1, 2, 11, 12, 13, 40, 41, 72, 73, 79, 80, 92, 93, 200] as [UInt16])
    func itIsNeverWiderThanTheTerminal(columns: UInt16) throws {
        for isOver in [false, true] {
            let drawn = try #require(try Self.drawn(Self.progress(1, of: 2, isOver: isOver), columns: columns))
            let line = drawn.replacing(Self.redraw, with: "").replacing("\r\n", with: "")
            #expect(line.columns < Int(columns))
            // A character that is not there entirely would be one that nobody has written.
            #expect(line.allSatisfy { "█░ of shows, acts 0123456789-".contains($0) || Self.district.contains($0) })
        }
    }

    @Test func whatDoesNotFitIsTakenFromTheBarFirst() throws {
        let drawn = try #require(try Self.drawn(Self.progress(1, of: 2), columns: 80))
        #expect(drawn.hasSuffix(" \(Self.district) 2016-06-21  1 of 2 shows, 42 acts"))
        #expect(drawn.count { "█░".contains($0) } == 18)
    }

    @Test func aPipeGetsALineForEachTenthAndNoTerminalsSigns() throws {
        let pipe = Pipe()
        let bar = ProgressBar(on: pipe.fileHandleForWriting.fileDescriptor)
        for shows in 0...40 { for _ in 1...3 { bar.show(Self.progress(shows, of: 40)) } }
        bar.show(Self.progress(40, of: 40, isOver: true))
        // The next season's begins anew.
        bar.show(Self.progress(0, of: 2))
        try pipe.fileHandleForWriting.close()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        let text = try #require(String(validating: bytes, as: UTF8.self))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 10 + 2 + 1 && lines.last == "")
        #expect(
            text.allSatisfy { $0 == "\n" || !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
        #expect(
            lines.dropLast().allSatisfy { $0.contains(Self.district) && $0.prefix(30).allSatisfy { "█░".contains($0) } }
        )
        let filled = lines.dropLast().map { line in line.count { $0 == "█" } }
        #expect(filled == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0])
    }

    @Test func textIsMeasuredAndCutByWhatATerminalShows() {
        #expect("签收 sign".columns == 9 && "█░".columns == 2 && "，".columns == 2)
        #expect("签收 sign".fitting(3) == "签" && "签收 sign".fitting(4) == "签收")
        #expect("abc".fitting(0) == "" && "abc".fitting(.max) == "abc")
    }
}
