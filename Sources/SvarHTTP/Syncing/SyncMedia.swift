import HTTPTypes

/// What replicas are sent besides JSON, and the fields that go with it.
enum SyncMedia {
    static let delta = "application/vnd.svar.delta+ndjson"
    static let manifest = "application/vnd.svar.manifest"
    static let events = "text/event-stream"
    static let json = Negotiation.Format.json.contentType

    /// Whether an `Accept` field takes a type.
    static func accepts(_ type: String, _ fields: HTTPFields) -> Bool {
        guard let accept = fields[.accept] else { return true }
        return Negotiation.accepts(type, accept: accept) || Negotiation.accepts("*/*", accept: accept)
    }
}

extension HTTPField.Name {
    static let syncToken = Self("svar-token")!
    /// Version of the list of who may read the replica.
    static let syncProfessionals = Self("svar-professionals")!
    /// Where a manifest stands.
    static let syncStamp = Self("svar-stamp")!
    static let syncCount = Self("svar-count")!
    static let syncDigest = Self("svar-digest")!
}
