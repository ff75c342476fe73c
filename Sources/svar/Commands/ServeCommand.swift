package import ArgumentParser
import SvarHTTP
import SvarServices

/// `svar serve`: the HTTP service over one store.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a store over HTTP.",
        discussion: """
            The first line on standard output is `ready http://HOST:PORT`. Logs go to standard error, a JSON object a \
            line. SIGTERM and SIGINT let requests under way end, close the store and exit with 0.

            Without --sandbox every request needs a token: of an issuer given, for the audience given, signed with a \
            key of its key set, which the issuer's metadata lead to unless --jwks does. A token that is bound to a key \
            needs a DPoP proof with each request, made for the address of --public-url. `svar token` and \
            `svar dev-issuer` make tokens for development.

            Examples:
              svar serve --data ./svar-data --issuer https://sts.example.org \
            --public-url https://svar.example.org/v1/fhir --participants ./participants.json
              svar serve --data ./svar-data --issuer https://sts.example.org \
            --jwks https://sts.example.org/keys --participants ./participants.json
              svar serve --data ./svar-data --allow-development-key
              svar serve --sandbox --data ./svar-data
              svar serve --sandbox --data ./svar-data --port 0
              SVAR_SANDBOX=true SVAR_DATA=./svar-data svar serve
            """
    )

    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @Flag(name: .customLong(Settings.sandbox.flag), help: Settings.sandbox.argumentHelp)
    var sandbox = false
    @Option(name: .customLong(Settings.environment.flag), help: Settings.environment.argumentHelp)
    var environment: String?
    @Option(name: .customLong(Settings.attestation.flag), help: Settings.attestation.argumentHelp)
    var attestation: String?
    @OptionGroup var tokens: TokenOptions
    @OptionGroup var server: ServerOptions
    @OptionGroup var policy: PolicyOptions

    package init() {}

    package func run() async throws {
        do {
            let data = try Settings.data.required(data)
            var edge = try server.edgeSettings()
            edge.isSandbox = try Settings.sandbox.isOn(sandbox)
            let environment = try chosenEnvironment(
                isTest: edge.isSandbox || Settings.allowDevelopmentKey.isOn(tokens.allowDevelopmentKey)
            )
            edge.needsAttestation = try needsAttestation(environment)
            let keys: TokenKeys? = edge.isSandbox ? nil : try await tokens.keys(data: data)
            let serving = try Serving(
                data: data,
                edge: edge,
                keys: keys,
                level: server.level(),
                shutdownSeconds: server.shutdownSeconds(),
                participants: Settings.participants.text(server.participants),
                closures: Settings.closures.text(server.closures),
                persons: Settings.persons.text(server.persons),
                environment: environment,
                policy: policy.policy(),
                anonymisesEmergency: policy.anonymisesEmergency(),
                durability: server.durability()
            )
            try await serving.run { base in Terminal.say("ready \(base)") }
        } catch {
            throw Terminal.giveUp("serve", error)
        }
    }

    /// Whether personnel need the attestation everywhere: as said; otherwise in production.
    private func needsAttestation(_ environment: ResultService.Environment) throws -> Bool {
        switch Settings.attestation.text(attestation) {
        case nil: return environment == .production
        case "required": return true
        case "pps": return false
        default: throw ValidationError("--\(Settings.attestation.flag) must be required or pps")
        }
    }

    /// As said; otherwise production, but for a sandbox and the development key.
    private func chosenEnvironment(isTest: Bool) throws -> ResultService.Environment {
        guard let text = Settings.environment.text(environment) else { return isTest ? .test : .production }
        guard let environment = ResultService.Environment(rawValue: text) else {
            throw ValidationError("--\(Settings.environment.flag) must be production or test")
        }
        guard !isTest || environment == .test else {
            throw Failure("a sandbox, and a server that takes the development key, is for tests only")
        }
        return environment
    }
}
