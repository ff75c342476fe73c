/// The error that crosses module borders: a stable code, a text that holds no patient data, and its cause.
/// Two errors are equal when their codes are. `docs/api/errors.md` lists every code.
package struct SvarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The closed list; the raw value is what logs and clients see.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The disk is full; nothing was stored, what was acknowledged stands.
        case storeFull = "SVAR-S-507"
        /// The store is closed or shutting down.
        case storeClosed = "SVAR-S-503"
        /// The file is no store of this program, is newer than it, or is damaged.
        case storeUnusable = "SVAR-S-100"
        /// The store was made for another kind of service (sandbox or not).
        case storeKind = "SVAR-S-101"
        /// `closures.log` is named by the store but missing.
        case closuresMissing = "SVAR-S-102"
        /// Another process serves the store.
        case storeLocked = "SVAR-S-103"
        /// A search would have taken longer than one search may, or has more parts than one may have.
        case storeTooCostly = "SVAR-S-504"
        /// What a search at this place in the log needs is no longer kept.
        case storePositionPast = "SVAR-S-410"
        /// A store operation failed for another reason.
        case storeFailed = "SVAR-S-199"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package static func == (a: Self, b: Self) -> Bool { a.code == b.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
    package var description: String { "\(code.rawValue): \(message)" }
}
