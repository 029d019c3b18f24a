import Foundation

/// The tables of a service that keeps a register of districts.
public enum RegisterMigrations {
    public static var folder: URL { Bundle.module.bundleURL.appending(path: "Migrations") }
}
