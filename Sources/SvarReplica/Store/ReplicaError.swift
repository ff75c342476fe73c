import GRDB

/// Why a replica's file cannot be used. Texts hold no content and no names.
public struct ReplicaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The closed list.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is no file at the path.
        case missing = "replica-missing"
        /// There is a file at the path already.
        case exists = "replica-exists"
        /// The file is no replica.
        case foreign = "replica-foreign"
        /// The file was made by a newer program.
        case newer = "replica-newer"
        /// Another process keeps this file in step.
        case locked = "replica-locked"
        /// The file was opened for reading only.
        case readOnly = "replica-read-only"
        /// The replica has no server yet.
        case notEnrolled = "replica-not-enrolled"
        /// The file has a server already.
        case enrolled = "replica-enrolled"
        /// The professional is not enrolled with the replica, or may not read yet.
        case reader = "replica-reader"
        /// What is read cannot be written down, so that nothing is shown.
        case unlogged = "replica-unlogged"
        /// What is stored cannot be read: `verify` says what.
        case damaged = "replica-damaged"
        /// The disk is full; what was stored stands.
        case full = "replica-full"
        /// The settings that keep erased content from staying in the file cannot be had here.
        case settings = "replica-settings"
        /// The file system or the database failed in another way.
        case failed = "replica-failed"
    }

    /// Stable, for programs.
    public let code: Code
    /// For people.
    public let message: String

    /// For whoever compares.
    package init(code: Code) { self.init(code, code.rawValue) }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Errors are equal when their codes are.
    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
    /// By code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
    /// Code and text.
    public var description: String { "\(code.rawValue): \(message)" }

    /// What a failure of the database means. SQLite's own messages may hold values and are left out.
    static func of(_ error: any Error) -> ReplicaError {
        if let error = error as? ReplicaError { return error }
        guard let error = error as? DatabaseError else { return ReplicaError(.failed, "the file cannot be used") }
        return switch error.resultCode {
        case .SQLITE_FULL: ReplicaError(.full, "the disk is full")
        case .SQLITE_CORRUPT: ReplicaError(.damaged, "the file is damaged")
        case .SQLITE_NOTADB: ReplicaError(.foreign, "the file is no replica")
        case .SQLITE_BUSY, .SQLITE_LOCKED: ReplicaError(.locked, "the file is in use")
        case .SQLITE_READONLY: ReplicaError(.readOnly, "the file cannot be written")
        default: ReplicaError(.failed, "the database failed: \(error.extendedResultCode.rawValue)")
        }
    }
}
