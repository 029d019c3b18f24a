import Foundation
import Testing

@Suite struct ComposeTests {
    private let text: String
    private let composition: Composition

    init() throws {
        text = try String(contentsOf: House.repository.appending(path: "docker-compose.yml"), encoding: .utf8)
        composition = try Composition(text)
    }

    @Test func theCompositionIsWhatTheServicesSayOfThemselves() {
        let faults = composition.faults(against: ServiceSettings.ofServices)
        #expect(faults == [], "\(faults.joined(separator: "\n"))")
    }

    /// Each line changed by hand is found out.
    @Test(arguments: [
        ("127.0.0.1:8103:8103", "127.0.0.1:8113:8103", "deadline-watcher: publishes"),
        ("127.0.0.1:8105:8105", "8105:8105", "beyond this machine"),
        ("HOTLINE_HTTP_PORT: \"8102\"", "HOTLINE_HTTP_PORT: \"8101\"", "dispatch: does not listen on 8102"),
        ("8104/readyz", "8104/healthz", "callback-survey: is not asked"),
        ("HOTLINE_TOKENS:", "HOTLINE_TOKEN:", "does not read HOTLINE_TOKEN"),
        ("HOTLINE_TOKENS:", "HOTLINE_TOKEN:", "is not given HOTLINE_TOKENS"),
        ("POSTGRES_USER: hotline_intake", "POSTGRES_USER: hotline_dispatch", "intake: POSTGRES_USER is not"),
        ("POSTGRES_DB: hotline", "POSTGRES_DB: other", "POSTGRES_DATABASE is not PostgreSQL's"),
        ("INSIDE://kafka:9092", "INSIDE://kafka:9095", "no listener of kafka"),
        ("keys:/var/lib/hotline", "keys:/var/lib/keys", "HOTLINE_KEY_RING is in no volume"),
        ("\n  keys:\n", "\n", "which is not declared"),
        ("condition: service_healthy", "condition: service_started", "waits for"),
        ("test: [CMD, pg_isready", "disable: [CMD, pg_isready", "which is never healthy"),
        ("command: [notifier]", "command: [intake]", "notifier: runs"),
        ("  notifier:\n", "  messenger:\n", "notifier: here or there only"),
    ])
    func aDifferenceIsSeen(written: String, changed: String, fault: String) throws {
        #expect(text.contains(written))
        let broken = try Composition(text.replacing(written, with: changed))
        #expect(broken.faults(against: ServiceSettings.ofServices).contains { $0.contains(fault) })
    }

    @Test func kafkaIsItsOwnControllerAndMakesNoTopicByItself() throws {
        let kafka = try #require(composition.services["kafka"])
        #expect(kafka.image?.hasPrefix("apache/kafka:4.") == true)
        #expect(kafka.environment["KAFKA_PROCESS_ROLES"] == "broker,controller")
        #expect(kafka.environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false")
        #expect(kafka.environment["CLUSTER_ID"]?.count == 22)
    }

    /// The one that needs the administrator's password, so that no service does.
    @Test func setupMakesWhatTheServicesAreGiven() throws {
        let setup = try #require(composition.services["setup"])
        #expect(setup.command == ["hotline", "setup"])
        #expect(try #require(ServiceSettings.help(of: "hotline")).contains("\n  setup "))
        #expect(setup.dependencies == ["kafka": "service_healthy", "postgres": "service_healthy"])
        let folder = try #require(setup.environment["HOTLINE_RUN"])
        for service in ServiceSettings.ofServices.compactMap({ composition.services[$0.name] }) {
            let given = service.environment
            #expect(given["HOTLINE_KEY_RING"] == "\(folder)/keys/key-ring.json")
            #expect(given["HOTLINE_MASTER_KEY"] == "\(folder)/keys/master.key")
            #expect(given["HOTLINE_TOKENS"] == "\(folder)/tokens.json")
            #expect(service.volumes.filter { !$0.hasPrefix("vault:") } == setup.volumes)
            #expect(given.keys.filter { $0.contains("ADMIN") } == [])
            for name in ["HOTLINE_NAMESPACE", "POSTGRES_HOST", "POSTGRES_DATABASE", "POSTGRES_PASSWORD"] {
                #expect(given[name] == setup.environment[name])
            }
        }
    }

    /// The text of a report is for intake and the discipline roles alone.
    @Test func onlyIntakeHasTheKeysOfReports() {
        let holders = composition.services.filter { $0.value.volumes.contains { $0.hasPrefix("vault:") } }
        #expect(holders.keys.sorted() == ["intake"])
        let told = composition.services.filter { $0.value.environment["HOTLINE_VAULT_RING"] != nil }
        #expect(told.keys.sorted() == ["intake"])
        #expect(
            composition.services["intake"]?.environment["HOTLINE_VAULT_RING"]?.hasPrefix("/var/lib/hotline-vault/")
                == true)
    }

    /// A stack without calendar, rule packs and units would refuse every appeal.
    @Test func theDistrictsAreGivenToTheServicesThatHoldThem() throws {
        let load = try #require(composition.services["load"])
        let setup = try #require(composition.services["setup"])
        #expect(load.command == ["hotline", "load"])
        #expect(try #require(ServiceSettings.help(of: "hotline")).contains("\n  load "))
        #expect(load.dependencies == ["intake": "service_healthy", "dispatch": "service_healthy"])
        #expect(load.volumes == setup.volumes)
        for (name, service) in [("INTAKE", "intake"), ("DISPATCH", "dispatch")] {
            let port = try #require(composition.services[service]?.environment["HOTLINE_HTTP_PORT"])
            #expect(load.environment["HOTLINE_\(name)_URL"] == "http://\(service):\(port)")
        }
        for (name, value) in setup.environment where load.environment[name] != nil {
            #expect(load.environment[name] == value)
        }
        #expect(load.environment["HOTLINE_RUN"] != nil)
    }

    @Test func postgresFindsTrigramsOfChineseText() throws {
        let postgres = try #require(composition.services["postgres"])
        #expect(postgres.environment["POSTGRES_INITDB_ARGS"]?.contains("--locale=C.UTF-8") == true)
        #expect(postgres.ports.isEmpty)
    }

    @Test func theImageHoldsEveryProgrammeAndEveryLibrary() throws {
        let dockerfile = try String(
            contentsOf: House.repository.appending(path: "deploy/Dockerfile"), encoding: .utf8)
        let stages = dockerfile.split(separator: "\nFROM ").dropFirst()
        let (build, run) = (try #require(stages.first), try #require(stages.last))
        #expect(stages.count == 2)
        for programme in composition.services.values.compactMap(\.command.first) {
            #expect(build.contains(" \(programme) "))
        }
        for package in ["librdkafka", "libpq", "libevent", "libcurl4", "libssl", "libyaml"] {
            #expect(build.contains(package) && run.contains(package))
        }
        for service in ServiceSettings.ofServices { #expect(run.contains(" \(service.port)")) }
        #expect(run.contains("\nUSER hotline"))
    }
}
