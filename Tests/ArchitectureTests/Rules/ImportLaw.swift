/// Who may import whom. A target that is not named here has no law, which is itself a violation.
enum ImportLaw {
    static let toolchain: Set = ["Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch"]
    static let libraries: Set = ["CLibPQ", "CRDKafka", "CLibEvent", "CLibCurl", "COpenSSL", "CLibYAML"]
    static let services = ["Intake", "Dispatch", "DeadlineWatcher", "CallbackSurvey", "Notifier"]

    /// What every service may use; not `Kafka`, for services know envelopes.
    private static let forServices: Set = [
        "Contracts", "WorkingCalendar", "RulePacks", "Postgres", "HTTP", "Sealing", "Messaging", "ServiceKit",
        "DistrictRegister", "FailPoints",
    ]

    static let shared: [String: Set<String>] = [
        "BlockingExecutor": [],
        "FailPoints": [],
        "Contracts": [],
        "WorkingCalendar": ["Contracts"],
        "YAML": ["CLibYAML"],
        "RulePacks": ["Contracts", "WorkingCalendar", "YAML"],
        "Postgres": ["CLibPQ", "BlockingExecutor"],
        "Kafka": ["CRDKafka", "BlockingExecutor"],
        "DevelopmentBroker": ["CRDKafka"],
        "HTTP": ["CLibEvent", "CLibCurl", "BlockingExecutor"],
        "Sealing": ["COpenSSL", "Contracts"],
        "Messaging": ["Contracts", "Postgres", "Kafka", "Sealing", "FailPoints"],
        "DistrictRegister": ["Contracts", "WorkingCalendar", "RulePacks", "Postgres", "Messaging"],
        "ServiceKit": ["Contracts", "Postgres", "Kafka", "HTTP", "Sealing", "Messaging", "FailPoints"],
    ]

    /// The modules of this house that a target may import and depend on; nil for a target without a law.
    static func allowed(for target: String) -> Set<String>? {
        if let law = shared[target] { return law }
        switch target {
        case "OperatorService": return Set(shared.keys).union(services.map { "\($0)Service" })
        case "OperatorMain": return ["OperatorService", "ServiceKit"]
        case "TestSupport": return Set(shared.keys)
        default: break
        }
        for service in services {
            if target == "\(service)Service" { return forServices }
            if target == "\(service)Main" { return ["\(service)Service", "ServiceKit"] }
        }
        return allowed(forTests: target)
    }

    /// Tests see their own room, what that room sees, and everything shared; only flows see several services.
    private static func allowed(forTests target: String) -> Set<String>? {
        guard target.hasSuffix("Tests") else { return nil }
        let room = String(target.dropLast("Tests".count))
        let common = Set(shared.keys).union(["TestSupport"])
        switch room {
        case "Architecture": return common
        case "Flow", "Operator": return common.union(services.map { "\($0)Service" }).union(["OperatorService"])
        default: break
        }
        if let own = shared[room] { return common.union(own) }
        return services.contains(room) ? common.union(["\(room)Service"]) : nil
    }
}
