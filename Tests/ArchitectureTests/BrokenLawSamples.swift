extension Sample {
    static let all = imports + targets + code + texts

    static let imports = [
        Sample(
            .importsFollowTheLaw,
            ["Services/Intake/A.swift": "import Foundation\nimport Contracts\nimport DispatchService\nimport Kafka\n"],
            at: ["Services/Intake/A.swift:3", "Services/Intake/A.swift:4"]),
        Sample(
            .importsFollowTheLaw,
            [
                "Shared/Contracts/A.swift": "import WorkingCalendar\n",
                "Shared/RulePacks/A.swift": "public import YAML\nimport WorkingCalendar\n// import Kafka\n",
                "Shared/WorkingCalendar/A.swift": "import struct RulePacks.RulePack\n",
                "Shared/Messaging/A.swift": "@preconcurrency import CRDKafka\nimport Sealing\n",
                "Tests/FlowTests/A.swift": "import Testing\nimport IntakeService\nimport DispatchService\n",
                "Tests/IntakeTests/A.swift": "@testable import IntakeService\nimport DispatchService\n",
                "Tests/KafkaTests/A.swift": "import CRDKafka\nimport CLibPQ\n",
            ],
            at: [
                "Shared/Contracts/A.swift:1", "Shared/Messaging/A.swift:1", "Shared/WorkingCalendar/A.swift:1",
                "Tests/IntakeTests/A.swift:2", "Tests/KafkaTests/A.swift:2",
            ]),
        Sample(
            .importsFollowTheLaw, ["Shared/FailPoints/A.swift": "import Testing\nimport NIOCore\n"],
            at: ["Shared/FailPoints/A.swift:1", "Shared/FailPoints/A.swift:2"]),
        Sample(
            .importsAreDeclared,
            ["Shared/Kafka/A.swift": "import BlockingExecutor\nimport CRDKafka\n"],
            targets: [
                .init(name: "Kafka", path: "Shared/Kafka", dependencies: ["CRDKafka"]),
                .init(name: "CRDKafka", path: "Shared/C/CRDKafka", isSystemLibrary: true),
                .init(name: "BlockingExecutor", path: "Shared/BlockingExecutor"),
            ],
            at: ["Shared/Kafka/A.swift:1"]),
    ]

    static let targets = [
        Sample(
            .dependenciesFollowTheLaw, [:],
            targets: [
                .init(name: "IntakeService", path: "Services/Intake", dependencies: ["Contracts", "Kafka"]),
                .init(name: "OperatorService", path: "Services/Operator", dependencies: ["IntakeService", "Kafka"]),
                .init(name: "FailPoints", path: "Shared/FailPoints", dependencies: ["Contracts"]),
            ],
            at: ["Package.swift:1", "Package.swift:1"]),
        Sample(
            .everyTargetHasALaw, [:],
            targets: [
                .init(name: "Weather", path: "Shared/Weather"), .init(name: "WeatherTests", path: "Tests/WeatherTests"),
                .init(name: "CLibWeather", path: "Shared/C/CLibWeather", isSystemLibrary: true),
                .init(name: "YAMLTests", path: "Tests/YAMLTests"),
            ],
            at: ["Package.swift:1", "Package.swift:1", "Package.swift:1"]),
        Sample(.noPackages, [:], packages: 1, at: ["Package.swift:1"]),
        Sample(
            .warningsAreErrors, [:],
            targets: [.init(name: "HTTP", path: "Shared/HTTP", treatsWarningsAsErrors: false)], at: ["Package.swift:1"]),
        Sample(
            .noTargetOfTheToolchain, [:],
            targets: [
                .init(name: "Dispatch", path: "Services/Dispatch"), .init(name: "Runtime", path: "Shared/Runtime"),
                .init(name: "DispatchService", path: "Services/Dispatch"),
            ],
            at: ["Package.swift:1", "Package.swift:1"]),
        Sample(
            .noShelf,
            ["Shared/Utils/A.swift": "", "Shared/HTTP/Helpers/A.swift": "", "Shared/Scoreboard/A.swift": ""],
            at: ["Shared/HTTP/Helpers:1", "Shared/Utils:1"]),
    ]
}
