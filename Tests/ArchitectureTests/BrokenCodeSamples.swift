extension Sample {
    static let code = [
        Sample(
            .noTraps,
            [
                "Shared/HTTP/A.swift": "fatalError(\"no\")\nlet a = try! b()\nlet c = d as! Int\n// try! in prose\n",
                "Shared/HTTP/B.swift": "let a = \"fatalError(\" // as!\nlet b = try? c() as? Int\n",
                "Tests/HTTPTests/A.swift": "let a = try! b()\n",
            ],
            at: ["Shared/HTTP/A.swift:1", "Shared/HTTP/A.swift:2", "Shared/HTTP/A.swift:3"]),
        Sample(
            .noForcedValues,
            [
                "Shared/HTTP/A.swift": """
                let a = b!
                let c = d()!.e
                let f = g[0]!
                var h: Int!
                let i = j != k && !l && m !== n
                #if !DEBUG
                #endif
                let o = "p!"
                print("\\(q!)")

                """
            ],
            at: [1, 2, 3, 4, 9].map { "Shared/HTTP/A.swift:\($0)" }),
        Sample(
            .noEmptyCatch,
            [
                "Services/Intake/A.swift": """
                do { try a() } catch {}
                do { try a() } catch is B {
                    // nothing to do
                }
                do { try a() } catch { log(error) }

                """
            ],
            at: ["Services/Intake/A.swift:1", "Services/Intake/A.swift:2"]),
        Sample(
            .uncheckedSendableHasAReason,
            [
                "Shared/Kafka/A.swift": """
                final class A: @unchecked Sendable {}

                /// Its handle is touched on its own thread only.
                final class B: @unchecked Sendable {}
                final class C: @unchecked Sendable {}  // set once, before it is shared

                """
            ],
            at: ["Shared/Kafka/A.swift:1"]),
        Sample(
            .droppedErrorHasAReason,
            [
                "Shared/Postgres/A.swift": """
                let a = try? b()
                // A lost connection has rolled back already.
                _ = try? rollback()
                let c = try? d()  // anything else is no number

                """
            ],
            at: ["Shared/Postgres/A.swift:1"]),
    ]

    static let texts = [
        Sample(
            .filesAreShort,
            [
                "Shared/HTTP/A.swift": String(repeating: "\n", count: 301),
                "Shared/HTTP/B.swift": String(repeating: "\n", count: 300),
                "Tests/HTTPTests/A.swift": String(repeating: "\n", count: 400),
                "Tests/HTTPTests/B.swift": String(repeating: "\n", count: 401),
            ],
            at: ["Shared/HTTP/A.swift:301", "Tests/HTTPTests/B.swift:401"]),
        Sample(
            .mainIsThin,
            [
                "Services/Intake/Main/Main.swift": "@main struct Main {}" + String(repeating: "\n", count: 51),
                "Shared/Kafka/DevelopmentBroker/main.swift": String(repeating: "\n", count: 51),
                "Services/Notifier/Main/Main.swift": "@main struct Main {}" + String(repeating: "\n", count: 50),
            ],
            at: ["Services/Intake/Main/Main.swift:51", "Shared/Kafka/DevelopmentBroker/main.swift:51"]),
        Sample(
            .noUnfinishedWork,
            [
                "deploy/scripts/postgres": "# \("TO" + "DO") later\nmktemp a.XXXXXX\nXXX-XXXX\n",
                "Shared/HTTP/README.md": "fine\n\("FIX" + "ME")\n",
            ],
            at: ["Shared/HTTP/README.md:2", "deploy/scripts/postgres:1"]),
        Sample(
            .noPlaceOfOneMachine,
            [
                "deploy/scripts/install":
                    "cd \("/ho" + "me/someone/hotline")\nls $HOME/home/ a\("/wo" + "rk")/b /workers/\n",
                "README.md": "GET /v1/districts/{district}/work-orders\n",
            ],
            at: ["deploy/scripts/install:1"]),
        Sample(
            .testsExpect,
            [
                "Tests/HTTPTests/A.swift": """
                @Test func one() { #expect(true) }
                @Test func two() { print("#expect") }
                @Test(arguments: [1])
                func three(n: Int) throws { try owns(n) }
                func owns(_ n: Int) throws { try eventually("n") { n } }
                func four() { print(4) }
                @Test func five() { four() }
                @Test func six() {
                        func inside() {}
                    #expect(true)
                }

                """
            ],
            at: ["Tests/HTTPTests/A.swift:2", "Tests/HTTPTests/A.swift:7"]),
    ]
}
