import SvarHTTP

/// Whose tokens a server takes, and the keys they are checked with.
struct TokenKeys: Sendable {
    var settings: TokenCallers.Settings
    let allowsDevelopmentKey: Bool
    let issuers: [Issuer]

    /// One issuer and its keys.
    struct Issuer: Sendable {
        let name: String
        let ring: KeyRing
        /// Seconds between two looks for new keys.
        let interval: Int
        /// Why there are no keys yet.
        let failure: (any Error)?
    }

    /// Looks for the keys. An issuer that cannot be reached may be later, so that a server starts and takes no token of
    /// its meanwhile; a file that cannot be read, or a set that must not be taken, is for the operator to mend now.
    init(
        _ settings: TokenCallers.Settings,
        _ places: [(issuer: String, keys: KeyPlace)],
        allowsDevelopmentKey: Bool
    ) async throws {
        self.settings = settings
        self.allowsDevelopmentKey = allowsDevelopmentKey
        var issuers: [Issuer] = []
        for (issuer, place) in places {
            issuers.append(try await Self.issuer(issuer, place, allowsDevelopmentKey))
        }
        self.issuers = issuers
    }

    /// As the edge is to know them. The key beside a store signs what is taken everywhere as a bearer token, so that a
    /// command line can ask for everything.
    var trusted: [TokenCallers.Issuer] {
        issuers.map { issuer in
            TokenCallers.Issuer(
                issuer.name,
                keys: issuer.ring,
                maybeBearerEverywhere: allowsDevelopmentKey && issuer.name == DevelopmentFiles.issuer
            )
        }
    }

    private static func issuer(_ name: String, _ place: KeyPlace, _ allowsDevelopmentKey: Bool) async throws -> Issuer {
        var settings = KeyRing.Settings()
        settings.allowsDevelopmentKey = allowsDevelopmentKey
        let ring = KeyRing(settings, now: Clock.now) { try await place.fetch() }
        var failure: (any Error)?
        do {
            try await ring.refresh()
        } catch let fault as KeySet.Fault {
            let remedy =
                fault == .developmentKey ? "; --\(Settings.allowDevelopmentKey.flag) takes it all the same" : ""
            throw Failure("--\(place.setting.flag): \(fault)\(remedy)")
        } catch let fault as IssuerMetadata.Fault {
            throw Failure("--\(place.setting.flag): \(fault)")
        } catch {
            if case .file = place { throw error }
            failure = error
        }
        return Issuer(name: name, ring: ring, interval: place.interval, failure: failure)
    }
}
