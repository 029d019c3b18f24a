import FailPoints
import Foundation
import Testing

/// Each test runs its body in a process of its own, for a fail point that works ends it.
@Suite struct FailPointTests {
    @Test func theNamedPointKillsTheProcessAndLeavesALine() async throws {
        let log = temporaryFile()
        defer { try? FileManager.default.removeItem(atPath: log) }  // what stays lies in a temporary folder
        await #expect(processExitsWith: .signal(SIGKILL)) { [log = log as String] in
            setenv("HOTLINE_FAILPOINT", "relay.acknowledged", 1)
            setenv("HOTLINE_FAILPOINT_LOG", log, 1)
            FailPoint.reach("relay.sent")
            FailPoint.reach("relay.acknowledged")
        }
        #expect(try String(contentsOfFile: log, encoding: .utf8) == "relay.acknowledged\n")
    }

    @Test func theThirdOccasionIsTheThird() async throws {
        let log = temporaryFile()
        await #expect(processExitsWith: .exitCode(7)) { [log = log as String] in
            setenv("HOTLINE_FAILPOINT", "inbox.committed:3", 1)
            setenv("HOTLINE_FAILPOINT_LOG", log, 1)
            FailPoint.reach("inbox.committed")
            FailPoint.reach("inbox.committed")
            exit(7)
        }
        #expect(!FileManager.default.fileExists(atPath: log))
        await #expect(processExitsWith: .signal(SIGKILL)) {
            setenv("HOTLINE_FAILPOINT", "inbox.committed:3", 1)
            for _ in 1...3 { FailPoint.reach("inbox.committed") }
        }
    }

    @Test func withoutTheSettingNothingHappens() async {
        await #expect(processExitsWith: .exitCode(7)) {
            unsetenv("HOTLINE_FAILPOINT")
            FailPoint.reach("relay.acknowledged")
            exit(7)
        }
    }

    @Test(arguments: ["relay.acknowledged:", "relay.acknowledged:0", "relay.acknowledged:x"])
    func anUnreadableSettingEndsTheProcessLoudly(setting: String) async {
        await #expect(processExitsWith: .exitCode(2)) { [setting = setting as String] in
            setenv("HOTLINE_FAILPOINT", setting, 1)
            FailPoint.reach("relay.acknowledged")
        }
    }

    private func temporaryFile() -> String {
        FileManager.default.temporaryDirectory.appending(path: "failpoint-\(UUID().uuidString)").path
    }
}
