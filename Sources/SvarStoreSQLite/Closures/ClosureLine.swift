import Foundation
import SvarDomain

/// One line of the log of closures: an entry of the store's log that closes, or an erasure, so that it can be written into
/// a copy of the store that is older than it. Surrogate keys that were given after the copy was made do not exist in it, so
/// persons and units are named by what outlives a store.
struct ClosureLine: Codable, Hashable, Sendable {
    /// A unit that the body names.
    struct Unit: Codable, Hashable, Sendable {
        /// How the body calls it.
        var key: Int64
        var producer: String
        var regime: String
        var typeClass: Int
        /// Of a unit from messages.
        var provider: String?
        var report: String?
        /// Its resources, the DiagnosticReport among them: by these a unit without a report's key is found.
        var resources: [Resource]
    }

    struct Resource: Codable, Hashable, Sendable {
        var type: Int
        var id: String
    }

    /// Which life of the store gave it its place.
    var epoch: String
    var position: Int64
    var at: Int64
    /// Of the log's entry; an erasure has no subject and no body.
    var kind: Int
    var subject: Int64
    var body: Data
    /// Keyed hashes of the person's numbers: no number leaves the store, and an erased person has none.
    var tags: [Data]
    /// The ids of Patient resources that stand for the person, the first one first.
    var patients: [String]
    var units: [Unit]
}
