/// A service's place in the database: a schema, the role that owns its tables and cannot log in, and the role that
/// the service logs in as, which may read and change rows and no more.
public struct Provisioning: Sendable {
    public let schema: String
    /// The service's login.
    public let role: String
    public let owner: String
    let password: String

    /// - Parameter owner: by default the role with `_owner` behind it.
    /// - Throws: ``InvalidIdentifier``.
    public init(schema: String, role: String, password: String, owner: String? = nil) throws {
        self.schema = try Identifier(schema).text
        self.role = try Identifier(role).text
        self.owner = try Identifier(owner ?? role + "_owner").text
        self.password = password
    }

    /// Makes what is missing and sets the password; can be repeated, also by several at once.
    ///
    /// - Parameters:
    ///   - admin: a superuser's connection, or one that may create roles and schemas here.
    ///   - extensions: made in the schema `public`, such as `pg_trgm`.
    public func apply(through admin: Connection, extensions: [String] = []) async throws {
        let verifier = try await admin.scramVerifier(of: password, for: role)
        let extensions = try extensions.map { try Identifier($0).text }
        for attempt in 1... {
            do {
                return try await apply(verifier, extensions, through: admin)
            } catch let error as PostgresError where error.sqlstate == "XX000" && attempt < 20 {
                // Roles belong to the cluster, the lock to one database: "tuple concurrently updated".
                continue
            }
        }
    }

    private func apply(_ verifier: String, _ extensions: [String], through admin: Connection) async throws {
        try await admin.transaction { tx in
            try tx.run("SELECT pg_advisory_xact_lock(hashtextextended('hotline.provisioning', 0))")
            for name in extensions { try tx.script("CREATE EXTENSION IF NOT EXISTS \(name) SCHEMA public") }
            try tx.script(roles)
            // The verifier is base64 and `$:`; the password itself never leaves this process.
            try tx.script("ALTER ROLE \(role) PASSWORD '\(verifier)'")
            try tx.script(privileges)
        }
    }

    /// Another database's provisioning may be first.
    private var roles: String {
        """
        DO $$ BEGIN
            BEGIN CREATE ROLE \(owner) NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
            BEGIN CREATE ROLE \(role) LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
            IF NOT pg_has_role(current_user, '\(owner)', 'MEMBER') THEN GRANT \(owner) TO CURRENT_USER; END IF;
        END $$
        """
    }

    private var privileges: String {
        """
        CREATE SCHEMA IF NOT EXISTS \(schema) AUTHORIZATION \(owner);
        GRANT USAGE ON SCHEMA \(schema) TO \(role);
        ALTER DEFAULT PRIVILEGES FOR ROLE \(owner) IN SCHEMA \(schema)
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO \(role);
        ALTER DEFAULT PRIVILEGES FOR ROLE \(owner) IN SCHEMA \(schema) GRANT USAGE, SELECT ON SEQUENCES TO \(role);
        """
    }
}
