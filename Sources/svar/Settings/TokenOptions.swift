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
    @Flag(name: .customLong(Settings.allowDevelopmentKey.flag), help: Settings.allowDevelopmentKey.argumentHelp)
    var allowDevelopmentKey = false

    /// The development key beside a store, made when new, and nothing else.
    static func development(data: String) async throws -> TokenKeys {
        Stores.keepPrivate()
        let files = DevelopmentFiles(data)
        _ = try files.key()
        return try await TokenKeys(
            TokenCallers.Settings(issuer: DevelopmentFiles.issuer, audience: Settings.audience.standard ?? ""),
            at: KeyPlace(files.keySetPath),
            allowsDevelopmentKey: true
        )
    }

    /// The keys to check tokens with. With the development key allowed and neither issuer nor key set given, those of
    /// the key beside the store.
    func keys(data: String) async throws -> TokenKeys {
        let allowsDevelopmentKey = try Settings.allowDevelopmentKey.isOn(allowDevelopmentKey)
        var issuer = Settings.issuer.text(issuer)
        var keySet = Settings.keySet.text(keySet)
        if allowsDevelopmentKey, issuer == nil, keySet == nil {
            Stores.keepPrivate()
            issuer = DevelopmentFiles.issuer
            let files = DevelopmentFiles(data)
            _ = try files.key()
            keySet = files.keySetPath
        }
        guard let issuer, !issuer.isEmpty, let keySet, !keySet.isEmpty else {
            throw Failure(
                "whose tokens to take is not said: give --\(Settings.issuer.flag) and --\(Settings.keySet.flag), "
                    + "or add --sandbox to serve synthetic persons to this machine without tokens"
            )
        }
        var settings = TokenCallers.Settings(issuer: issuer, audience: try Settings.audience.required(audience))
        settings.skewSeconds = try Settings.clockSkew.number(clockSkew, in: 0...300)
        return try await TokenKeys(settings, at: KeyPlace(keySet), allowsDevelopmentKey: allowsDevelopmentKey)
    }
}
