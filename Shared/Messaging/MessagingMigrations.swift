import Foundation

/// The tables that every service's schema has.
public enum MessagingMigrations {
    public static var folder: URL { Bundle.module.bundleURL.appending(path: "Migrations") }
}
