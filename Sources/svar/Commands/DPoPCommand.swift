package import ArgumentParser
import SvarHTTP

/// `svar dpop`: a DPoP proof for one request, for use with curl.
package struct DPoPCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "dpop",
        abstract: "Make a DPoP proof for one request, for development.",
        discussion: """
            Signs with the key of a file, made at first use, and prints the proof alone on standard output. A proof is \
            good for one request, for some seconds. The token is better given in the environment (SVAR_TOKEN) than as \
            a flag.

            Examples:
              export SVAR_TOKEN=$(svar token --data ./svar-data --role personnel --organisation 310000001 \
            --hpr 9144889 --dpop-key ./client-key.json)
              URL=http://127.0.0.1:8080/pps/v2/Observation/_search
              curl -H "Authorization: DPoP $SVAR_TOKEN" -H 'person-id: 13889910059' \
            -H "DPoP: $(svar dpop --dpop-key ./client-key.json --method POST --url $URL)" $URL -d _count=3
              svar dpop --dpop-key ./client-key.json --method POST --url http://127.0.0.1:8090/connect/token
            """
    )

    @Option(help: "File with the private JWK that the token is bound to; made when it is not there.")
    var dpopKey: String
    @Option(help: "Method of the request.")
    var method = "GET"
    @Option(help: "Address of the request; what follows a question mark is left out.")
    var url: String
    @Option(help: "Access token that goes with it; without it SVAR_TOKEN, or none, as when one asks for a token.")
    var token: String?
    @Option(help: "Nonce that the server has asked for.")
    var nonce: String?

    package init() {}

    package func run() async throws {
        do {
            let key = try DevelopmentFiles.key(at: dpopKey)
            let token = token ?? EnvironmentVariables.value("SVAR_TOKEN")
            let proof = try key.proof(
                method: method,
                address: String(url.prefix { $0 != "?" && $0 != "#" }),
                token: token.flatMap { $0.isEmpty ? nil : $0 },
                nonce: nonce,
                id: String(UInt64.random(in: .min ... .max), radix: 36)
                    + String(UInt64.random(in: .min ... .max), radix: 36),
                now: Clock.now() / 1_000_000
            )
            Terminal.say(proof)
        } catch {
            throw Terminal.giveUp("dpop", error)
        }
    }
}
