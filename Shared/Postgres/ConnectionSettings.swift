/// Where and as whom to connect. Its descriptions leave the password out.
public struct ConnectionSettings: Sendable {
    /// A name or address, or the folder of a Unix socket when it begins with `/`.
    public var host: String
    public var port: Int
    public var user: String
    public var password: String?
    public var database: String
    /// Schemas in which unqualified names are looked up; `[]` leaves the server's default.
    public var searchPath: [String] = []
    /// Shown in `pg_stat_activity`.
    public var applicationName = "hotline"
    /// SET ROLE after the login.
    public var role: String?
    /// The server cancels a statement that takes longer (SQLSTATE 57014).
    public var statementTimeout: Duration?
    /// For the whole way to a usable session.
    public var connectTimeout: Duration = .seconds(5)
    /// libpq's `sslmode`: `disable`, `prefer`, `require`, `verify-ca` or `verify-full`.
    public var sslMode = "prefer"

    public init(host: String, port: Int = 5432, user: String, password: String? = nil, database: String) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
    }

    /// libpq's keywords. A peer that vanished is noticed after 15 to 25 seconds.
    var keywords: [(String, String)] {
        [
            ("host", host), ("port", String(port)), ("user", user), ("dbname", database), ("sslmode", sslMode),
            ("application_name", applicationName), ("client_encoding", "UTF8"), ("gssencmode", "disable"),
            ("keepalives", "1"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
        ] + (password.map { [("password", $0)] } ?? [])
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(user)@\(host):\(port)/\(database)" }

    public var customMirror: Mirror { Mirror(self, children: ["settings": description]) }
}
