import ArgumentParser
import Logging
import SvarHTTP
import SvarStoreSQLite

/// The settings that every serving command has.
struct ServerOptions: ParsableArguments {
    @Option(name: .customLong(Settings.host.flag), help: Settings.host.argumentHelp)
    var host: String?
    @Option(name: .customLong(Settings.port.flag), help: Settings.port.argumentHelp)
    var port: String?
    @Option(name: .customLong(Settings.publicURL.flag), help: Settings.publicURL.argumentHelp)
    var publicURL: String?
    @Option(name: .customLong(Settings.certificate.flag), help: Settings.certificate.argumentHelp)
    var certificate: String?
    @Option(name: .customLong(Settings.certificateKey.flag), help: Settings.certificateKey.argumentHelp)
    var certificateKey: String?
    @Option(name: .customLong(Settings.clientAuthorities.flag), help: Settings.clientAuthorities.argumentHelp)
    var clientAuthorities: String?
    @Option(name: .customLong(Settings.allowedOrigins.flag), help: Settings.allowedOrigins.argumentHelp)
    var allowedOrigins: String?
    @Option(name: .customLong(Settings.participants.flag), help: Settings.participants.argumentHelp)
    var participants: String?
    @Option(name: .customLong(Settings.persons.flag), help: Settings.persons.argumentHelp)
    var persons: String?
    @Option(name: .customLong(Settings.logLevel.flag), help: Settings.logLevel.argumentHelp)
    var logLevel: String?
    @Option(name: .customLong(Settings.maximumBodyBytes.flag), help: Settings.maximumBodyBytes.argumentHelp)
    var maximumBodyBytes: String?
    @Option(name: .customLong(Settings.maximumBodyMemory.flag), help: Settings.maximumBodyMemory.argumentHelp)
    var maximumBodyMemory: String?
    @Option(name: .customLong(Settings.maximumAnswerMemory.flag), help: Settings.maximumAnswerMemory.argumentHelp)
    var maximumAnswerMemory: String?
    @Option(name: .customLong(Settings.maximumConnections.flag), help: Settings.maximumConnections.argumentHelp)
    var maximumConnections: String?
    @Option(name: .customLong(Settings.idleTimeout.flag), help: Settings.idleTimeout.argumentHelp)
    var idleTimeout: String?
    @Option(name: .customLong(Settings.shutdownTimeout.flag), help: Settings.shutdownTimeout.argumentHelp)
    var shutdownTimeout: String?
    @Option(name: .customLong(Settings.auditDurability.flag), help: Settings.auditDurability.argumentHelp)
    var auditDurability: String?
    @Option(name: .customLong(Settings.closures.flag), help: Settings.closures.argumentHelp)
    var closures: String?

    /// The edge's part of the settings in force.
    func edgeSettings() throws -> EdgeSettings {
        var settings = EdgeSettings()
        settings.host = try Settings.host.required(host)
        settings.port = try Settings.port.number(port, in: 0...65_535)
        settings.publicBase = Settings.publicURL.text(publicURL).map { base in
            String(base.reversed().drop { $0 == "/" }.reversed())
        }
        settings.body.maximumBytes = try Settings.maximumBodyBytes.number(maximumBodyBytes, in: 1_024...(1 << 30))
        settings.body.maximumBytesInFlight =
            try Settings.maximumBodyMemory.number(maximumBodyMemory, in: (1 << 20)...(1 << 40))
        settings.maximumAnswerBytesInFlight =
            try Settings.maximumAnswerMemory.number(maximumAnswerMemory, in: (1 << 20)...(1 << 40))
        settings.certificate = try certificateFiles()
        settings.allowedOrigins = try origins()
        settings.maximumConnections = try Settings.maximumConnections.number(maximumConnections, in: 1...100_000)
        settings.idleSeconds = try Settings.idleTimeout.number(idleTimeout, in: 1...3_600)
        settings.version = Version.text
        return settings
    }

    /// Each a scheme and a host, with a port if need be, as browsers send them: `*` and paths name none.
    private func origins() throws -> Set<String> {
        let list = (Settings.allowedOrigins.text(allowedOrigins) ?? "").split(separator: ",").map(String.init)
        for origin in list {
            let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "https:" || parts[0] == "http:", parts[1].isEmpty, !parts[2].isEmpty,
                !parts[2].contains(where: { "*@?# ".contains($0) })
            else {
                throw ValidationError(
                    "--\(Settings.allowedOrigins.flag) is a list such as https://app.example.org,https://b.example.org"
                )
            }
        }
        return Set(list)
    }

    /// The files of both settings, or neither.
    private func certificateFiles() throws -> EdgeSettings.Certificate? {
        let authorities = Settings.clientAuthorities.text(clientAuthorities)
        switch (Settings.certificate.text(certificate), Settings.certificateKey.text(certificateKey)) {
        case (let chain?, let key?):
            return EdgeSettings.Certificate(chainPath: chain, keyPath: key, clientAuthoritiesPath: authorities)
        case (nil, nil):
            // Asked for and not done would be worse than refused.
            guard authorities == nil else {
                throw ValidationError("--\(Settings.clientAuthorities.flag) needs --\(Settings.certificate.flag)")
            }
            return nil
        default:
            throw ValidationError(
                "--\(Settings.certificate.flag) and --\(Settings.certificateKey.flag) go together"
            )
        }
    }

    /// How long requests under way may take after SIGTERM.
    func shutdownSeconds() throws -> Int { try Settings.shutdownTimeout.number(shutdownTimeout, in: 0...3_600) }

    /// What rows of the log of use outlive.
    func durability() throws -> SQLiteAccessLog.Durability {
        guard
            let durability = SQLiteAccessLog.Durability(
                rawValue: try Settings.auditDurability.required(auditDurability)
            )
        else { throw ValidationError("--\(Settings.auditDurability.flag) must be process or power") }
        return durability
    }

    /// The least severe level to log.
    func level() throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: try Settings.logLevel.required(logLevel)) else {
            throw ValidationError(
                "--\(Settings.logLevel.flag) must be one of trace, debug, info, notice, warning, error, critical"
            )
        }
        return level
    }
}
