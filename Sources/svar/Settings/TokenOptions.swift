import ArgumentParser
import SvarHTTP

/// The settings of `svar serve` that say whose tokens are taken.
struct TokenOptions: ParsableArguments {
    @Option(name: .customLong(Settings.issuer.flag), help: Settings.issuer.argumentHelp)
    var issuer: String?
    @Option(name: .customLong(Settings.audience.flag), help: Settings.audience.argumentHelp)
    var audience: String?
    @Option(name: .customLong(Settings.keySet.flag), help: Settings.keySet.argumentHelp)
    var keySet: String?
    @Option(name: .customLong(Settings.clockSkew.flag), help: Settings.clockSkew.argumentHelp)
    var clockSkew: String?
    @Option(name: .customLong(Settings.proofLifetime.flag), help: Settings.proofLifetime.argumentHelp)
    var proofLifetime: String?
    @Flag(name: .customLong(Settings.proofNonce.flag), help: Settings.proofNonce.argumentHelp)
    var proofNonce = false
    @Flag(name: .customLong(Settings.allowDevelopmentKey.flag), help: Settings.allowDevelopmentKey.argumentHelp)
    var allowDevelopmentKey = false

    /// The development key beside a store and nothing else.
    static func development(data: String) async throws -> TokenKeys {
        try await TokenKeys(
            TokenCallers.Settings(audience: Settings.audience.standard ?? ""),
            [(DevelopmentFiles.issuer, KeyPlace(developmentKeySet(data)))],
            allowsDevelopmentKey: true
        )
    }

    /// The key set of the key beside a store, both made at first use.
    private static func developmentKeySet(_ data: String) throws -> String {
        Stores.keepPrivate()
        let files = DevelopmentFiles(data)
        _ = try files.key()
        return files.keySetPath
    }

    /// The keys to check tokens with. With the development key allowed and neither issuer nor key set given, those of
    /// the key beside the store.
    func keys(data: String) async throws -> TokenKeys {
        let allowsDevelopmentKey = try Settings.allowDevelopmentKey.isOn(allowDevelopmentKey)
        var places: [(issuer: String, keys: KeyPlace)] = []
        let issuers = Self.list(Settings.issuer.text(issuer))
        let keySets = Self.list(Settings.keySet.text(keySet))
        if allowsDevelopmentKey, issuers.isEmpty, keySets.isEmpty {
            places = [(DevelopmentFiles.issuer, try KeyPlace(Self.developmentKeySet(data)))]
        } else if issuers.isEmpty {
            throw Failure(
                "whose tokens to take is not said: give --\(Settings.issuer.flag) and --\(Settings.keySet.flag), "
                    + "or add --sandbox to serve synthetic persons to this machine without tokens"
            )
        } else if keySets.isEmpty {
            places = try issuers.map { ($0, try KeyPlace(discoveredAt: $0)) }
        } else {
            guard issuers.count == keySets.count else {
                throw Failure(
                    "--\(Settings.keySet.flag) must name as many key sets as --\(Settings.issuer.flag) names issuers, "
                        + "in their order, or be left out"
                )
            }
            places = try zip(issuers, keySets).map { ($0, try KeyPlace($1)) }
        }
        guard Set(places.map(\.issuer)).count == places.count else {
            throw Failure("--\(Settings.issuer.flag) names an issuer twice")
        }
        var settings = TokenCallers.Settings(audience: try Settings.audience.required(audience))
        settings.skewSeconds = try Settings.clockSkew.number(clockSkew, in: 0...300)
        settings.proofs.lifetimeSeconds = try Settings.proofLifetime.number(proofLifetime, in: 1...300)
        settings.proofs.needsNonce = try Settings.proofNonce.isOn(proofNonce)
        return try await TokenKeys(settings, places, allowsDevelopmentKey: allowsDevelopmentKey)
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
