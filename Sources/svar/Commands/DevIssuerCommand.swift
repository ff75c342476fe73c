package import ArgumentParser
import SvarHTTP

/// `svar dev-issuer`: an issuer of tokens that behaves as HelseID does, for development.
package struct DevIssuerCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "dev-issuer",
        abstract: "Give out tokens as HelseID does, about test users. For development alone.",
        discussion: """
            Listens on this machine only, and asks nobody who they are. Its keys are marked: a server takes its tokens \
            only with --allow-development-key, which is never for production. The first line on standard output is \
            `ready http://HOST:PORT`, which is the issuer's name.

              /.well-known/openid-configuration  metadata
              /jwks                              the keys
              /users                             the test users and their claims
              /persons                           who may act for whom: a file for svar serve --persons
              /connect/token                     grant_type=client_credentials and test_user, or a registered client \
            with private_key_jwt; with a DPoP proof the token is bound to its key
              /keys/rotate, /keys/revoke (POST)  a new key beside the old ones, or in their place

            Examples:
              svar dev-issuer
              curl -s http://127.0.0.1:8090/persons > persons.json
              svar serve --data ./svar-data --issuer http://127.0.0.1:8090 --allow-development-key --persons persons.json
              KEY=./client-key.json
              PROOF=$(svar dpop --dpop-key $KEY --method POST --url http://127.0.0.1:8090/connect/token)
              curl -s http://127.0.0.1:8090/connect/token -H "DPoP: $PROOF" \
            -d grant_type=client_credentials -d test_user=doctor
              svar dev-issuer --clients ./clients.json --dpop-nonce

            Clients that are registered must say who they are:
              {"clients":[{"client_id":"journal","organisation":"310000001","scopes":["svar/replica"], \
            "jwks":{"keys":[…]}}]}
            """
    )

    @Option(help: "Address to listen on; of this machine alone.")
    var host = "127.0.0.1"
    @Option(help: "Port to listen on; 0 lets the system pick a free one.")
    var port = 8_090
    @Option(help: "Whom tokens are for: their aud claim.")
    var audience = "svar"
    @Option(help: "Seconds until a token expires.")
    var expires = 600
    @Option(help: "File of clients that must say who they are (JSON).")
    var clients: String?
    @Option(help: "Seconds in which a DPoP proof may be used after it was made.")
    var dpopLifetime = 10
    @Flag(help: "Ask for a nonce in every proof, as HelseID does.")
    var dpopNonce = false

    package init() {}

    package func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be a number from 0 to 65535") }
        guard (1...86_400).contains(expires) else {
            throw ValidationError("--expires must be a number from 1 to 86400")
        }
        guard (1...300).contains(dpopLifetime) else {
            throw ValidationError("--dpop-lifetime must be a number from 1 to 300")
        }
    }

    package func run() async throws {
        do {
            var settings = DevelopmentIssuer.Settings(issuer: "", audience: audience)
            settings.lifetimeSeconds = expires
            settings.needsNonce = dpopNonce
            settings.proofLifetimeSeconds = dpopLifetime
            settings.users = DevelopmentUsers.all
            settings.persons = DevelopmentPersons.register
            if let clients { settings.clients = try await DevelopmentClients.read(clients) }
            let prepared = settings
            let server = DevelopmentIssuerServer(host: host, port: port) { address in
                var settings = prepared
                settings.issuer = address
                return DevelopmentIssuer(settings, now: Clock.now)
            } onReady: { address in
                Terminal.say("ready \(address)")
                Terminal.tell("svar dev-issuer: gives tokens to whoever asks; for development alone, never production")
            }
            try await server.run()
        } catch {
            throw Terminal.giveUp("dev-issuer", error)
        }
    }
}
