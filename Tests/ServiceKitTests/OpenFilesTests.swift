import ServiceKit
import Testing

@Suite struct OpenFilesTests {
    @Test func theBoundStandsWhereTheFilesAllowIt() throws {
        #expect(try OpenFiles.connections(4096, within: 20_000, pool: 8) == 4096)
        #expect(try OpenFiles.connections(4096, within: 4232, pool: 8) == 4096)
    }

    @Test func theBoundIsLoweredToWhatIsLeft() throws {
        #expect(try OpenFiles.connections(4096, within: 4231, pool: 8) == 4095)
        #expect(try OpenFiles.connections(4096, within: 1024, pool: 100) == 796)
        #expect(try OpenFiles.connections(4096, within: 200, pool: 8) == 64)
    }

    @Test func tooFewFilesAreRefusedByName() {
        let error = #expect(throws: SettingsRefused.self) { try OpenFiles.connections(4096, within: 199, pool: 8) }
        #expect(
            error?.description == "RLIMIT_NOFILE: must allow at least 200 open files (ulimit -n), allows 199")
    }
}
