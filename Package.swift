// swift-tools-version: 6.2
import PackageDescription

/// A C library of Debian's, seen by exactly one room (see `Tests/ArchitectureTests`).
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Shared/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func shared(
    _ name: String, uses: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: uses, path: "Shared/\(name)", exclude: exclude, resources: resources)
}

/// A library target `<name>Service` and a thin executable over it.
func service(_ name: String, uses: [Target.Dependency] = []) -> [Target] {
    [
        .target(
            name: "\(name)Service",
            dependencies: [
                "Contracts", "WorkingCalendar", "RulePacks", "Postgres", "HTTP", "Sealing", "Messaging",
                "DistrictRegister", "ServiceKit", "FailPoints",
            ] + uses,
            path: "Services/\(name)", exclude: ["Main", "README.md"], resources: [.copy("Migrations")]),
        .executableTarget(
            name: "\(name)Main", dependencies: [.target(name: "\(name)Service"), "ServiceKit"],
            path: "Services/\(name)/Main"),
    ]
}

func tests(
    _ room: String, uses: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(room)Tests", dependencies: uses + ["TestSupport"], path: "Tests/\(room)Tests",
        exclude: exclude, resources: resources)
}

/// Over a real PostgreSQL, the service as a function of its context.
func serviceTests(_ room: String, uses: [Target.Dependency] = []) -> Target {
    let own: [Target.Dependency] = room == "Flow" ? [] : [.target(name: "\(room)Service")]
    return tests(
        room,
        uses: own + [
            "Contracts", "WorkingCalendar", "RulePacks", "Postgres", "HTTP", "Sealing", "Messaging", "DistrictRegister",
            "ServiceKit",
        ] + uses)
}

let services: [Target.Dependency] = [
    "IntakeService", "DispatchService", "DeadlineWatcherService", "CallbackSurveyService", "NotifierService",
]

let package = Package(
    name: "hotline",
    products: [
        .executable(name: "intake", targets: ["IntakeMain"]),
        .executable(name: "dispatch", targets: ["DispatchMain"]),
        .executable(name: "deadline-watcher", targets: ["DeadlineWatcherMain"]),
        .executable(name: "callback-survey", targets: ["CallbackSurveyMain"]),
        .executable(name: "notifier", targets: ["NotifierMain"]),
        .executable(name: "hotline", targets: ["OperatorMain"]),
        .executable(name: "development-broker", targets: ["DevelopmentBroker"]),
    ],
    targets: [
        library("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev"),
        library("CRDKafka", pkgConfig: "rdkafka", apt: "librdkafka-dev"),
        library("CLibEvent", pkgConfig: "libevent", apt: "libevent-dev"),
        library("CLibCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),

        shared("BlockingExecutor", exclude: ["README.md"]),
        shared("FailPoints", exclude: ["README.md"]),
        shared("Postgres", uses: ["CLibPQ", "BlockingExecutor"], exclude: ["README.md"]),
        shared("Kafka", uses: ["CRDKafka", "BlockingExecutor"], exclude: ["DevelopmentBroker", "README.md"]),
        shared("HTTP", uses: ["CLibEvent", "CLibCurl", "BlockingExecutor"], exclude: ["README.md"]),
        shared("Sealing", uses: ["COpenSSL", "Contracts"], exclude: ["README.md"]),
        shared("YAML", uses: ["CLibYAML"], exclude: ["README.md"]),
        shared("Contracts", exclude: ["README.md"], resources: [.copy("Schemas")]),
        shared("WorkingCalendar", uses: ["Contracts"], exclude: ["README.md"]),
        shared(
            "RulePacks", uses: ["Contracts", "WorkingCalendar", "YAML"], exclude: ["README.md"],
            resources: [.copy("Schema")]),
        shared(
            "Messaging", uses: ["Contracts", "Postgres", "Kafka", "Sealing", "FailPoints"],
            exclude: ["README.md"], resources: [.copy("Migrations")]),
        shared(
            "DistrictRegister", uses: ["Contracts", "WorkingCalendar", "RulePacks", "Postgres", "Messaging"],
            exclude: ["README.md"], resources: [.copy("Migrations")]),
        shared(
            "ServiceKit", uses: ["Contracts", "Postgres", "Kafka", "HTTP", "Sealing", "Messaging", "FailPoints"],
            exclude: ["README.md"]),
        .executableTarget(
            name: "DevelopmentBroker", dependencies: ["CRDKafka"], path: "Shared/Kafka/DevelopmentBroker",
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=bind"])]),
    ]
        + service("Intake") + service("Dispatch") + service("DeadlineWatcher") + service("CallbackSurvey")
        + service("Notifier") + service("Operator", uses: services + ["Kafka", "YAML"])
        + [
            .target(
                name: "TestSupport",
                dependencies: ["Contracts", "HTTP", "Postgres", "Kafka", "Messaging", "Sealing", "ServiceKit"],
                path: "Tests/TestSupport"),
            tests("Architecture", uses: ["YAML"]),
            tests("FailPoints", uses: ["FailPoints"]),
            tests("Postgres", uses: ["Postgres", "BlockingExecutor"]),
            tests("Kafka", uses: ["Kafka", "CRDKafka"]),
            tests("HTTP", uses: ["HTTP"]),
            tests("Sealing", uses: ["Sealing", "Contracts"]),
            tests("YAML", uses: ["YAML"]),
            tests("Contracts", uses: ["Contracts"], exclude: ["AsyncAPI", "Published", "validate.py"]),
            tests("WorkingCalendar", uses: ["WorkingCalendar", "Contracts"], resources: [.copy("Cases")]),
            tests("RulePacks", uses: ["RulePacks", "WorkingCalendar", "Contracts"], exclude: ["validate.py"]),
            tests("Messaging", uses: ["Messaging", "Contracts", "Postgres", "Kafka"]),
            tests(
                "ServiceKit", uses: ["ServiceKit", "Contracts", "HTTP", "Sealing", "Messaging"],
                exclude: ["exposition.py"]),
            serviceTests("Intake"),
            serviceTests("Dispatch"),
            serviceTests("DeadlineWatcher"),
            serviceTests("CallbackSurvey"),
            serviceTests("Notifier"),
            serviceTests("Operator", uses: services + ["Kafka"]),
            serviceTests("Flow", uses: services + ["OperatorService", "Kafka"]),
        ]
)

// A warning is an error everywhere but in what Debian wrote.
for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}
