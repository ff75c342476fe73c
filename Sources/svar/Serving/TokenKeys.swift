import SvarHTTP

/// Whose tokens a server takes, and the keys they are checked with.
struct TokenKeys: Sendable {
    let settings: TokenCallers.Settings
    let allowsDevelopmentKey: Bool
    let ring: KeyRing
    /// Seconds between two looks for new keys.
    let interval: Int
    /// Why there are no keys yet.
    let failure: (any Error)?

    /// Looks for the keys. An issuer that cannot be reached may be later, so that a server starts and takes no token
    /// meanwhile; a file that cannot be read, or a set that must not be taken, is for the operator to mend now.
    init(_ settings: TokenCallers.Settings, at place: KeyPlace, allowsDevelopmentKey: Bool) async throws {
        self.settings = settings
        self.allowsDevelopmentKey = allowsDevelopmentKey
        interval = place.interval
        var ringSettings = KeyRing.Settings()
        ringSettings.allowsDevelopmentKey = allowsDevelopmentKey
        ring = KeyRing(ringSettings, now: Clock.now) { try await place.fetch() }
        do {
            try await ring.refresh()
            failure = nil
        } catch let fault as KeySet.Fault {
            let remedy =
                fault == .developmentKey ? "; --\(Settings.allowDevelopmentKey.flag) takes it all the same" : ""
            throw Failure("--\(Settings.keySet.flag): \(fault)\(remedy)")
        } catch {
            guard case .address = place else { throw error }
            failure = error
        }
    }
}
