import SvarAccess

/// Every setting of the program, one row each. Flags, environment names and `docs/operations/configuration.md` come
/// from or are checked against this table.
package enum Settings {
    private static let serving = ["serve", "demo"]
    /// The commands of a replica that reach its server.
    private static let online = ["sync", "replica enrol", "replica follow", "replica unfollow"]

    package static let data = Setting(
        "data",
        nil,
        ["serve", "demo", "import", "export", "store", "audit", "token"],
        "Directory of the store; made when new."
    )
    package static let host = Setting("host", "127.0.0.1", serving, "Address to listen on.")
    package static let port = Setting("port", "8080", serving, "Port to listen on; 0 lets the system pick a free one.")
    package static let sandbox = Setting(
        "sandbox",
        nil,
        ["serve", "demo"],
        "Serve one all-seeing caller without tokens, on loopback names, from a sandbox store."
    )
    package static let publicURL = Setting(
        "public-url",
        nil,
        serving,
        "FHIR base that links start with and DPoP proofs are for, when callers reach it by another address than they send in Host."
    )
    package static let certificate = Setting(
        "tls-certificate",
        nil,
        serving,
        "PEM file with the certificate chain: serve HTTPS, as HTTP/1.1 and HTTP/2."
    )
    package static let certificateKey = Setting(
        "tls-key",
        nil,
        serving,
        "PEM file with the key of the certificate."
    )
    package static let clientAuthorities = Setting(
        "tls-client-ca",
        nil,
        serving,
        "PEM file with the authorities that certificates of clients must come from (mTLS); without it clients need none."
    )
    package static let allowedOrigins = Setting(
        "allowed-origins",
        nil,
        serving,
        "Origins, separated by commas, whose pages browsers let read answers (CORS). Not in a sandbox."
    )
    package static let issuer = Setting(
        "issuer",
        nil,
        ["serve", "token"],
        "Whose tokens are taken: their iss claim, exactly; several with commas between."
    )
    package static let audience = Setting(
        "audience",
        "svar",
        ["serve", "token"],
        "Whom tokens must be for: their aud claim, exactly."
    )
    package static let keySet = Setting(
        "jwks",
        nil,
        ["serve"],
        "Key set (JWKS) of each issuer: a file, looked at every two seconds, or an https address, fetched every 30 seconds. Without it: where the issuer's metadata say."
    )
    package static let clockSkew = Setting(
        "clock-skew",
        "10",
        ["serve"],
        "Seconds that the issuer's clock may be off."
    )
    package static let proofLifetime = Setting(
        "dpop-lifetime",
        "10",
        ["serve"],
        "Seconds in which a DPoP proof may be used after it was made; clocks may be five seconds apart besides."
    )
    package static let proofNonce = Setting(
        "dpop-nonce",
        nil,
        ["serve"],
        "Ask for a nonce of this server in every DPoP proof."
    )
    package static let allowDevelopmentKey = Setting(
        "allow-development-key",
        nil,
        ["serve"],
        "Take tokens that svar token makes. Never where there are real persons."
    )
    package static let environment = Setting(
        "environment",
        nil,
        ["serve"],
        "production refuses test messages and synthetic persons, test takes them. Without it: production, but test in a sandbox and with the development key."
    )
    package static let attestation = Setting(
        "attestation",
        nil,
        ["serve"],
        "Where health personnel must show the trust framework's attestation: required (everywhere) or pps (in the national shape alone). Without it: required in production, pps in test."
    )
    package static let persons = Setting(
        "persons",
        nil,
        serving,
        "File of the population register (JSON), read again when it changes. Without it birth dates are unknown and the citizen side is closed; the demo makes one."
    )
    package static let key = Setting(
        "key",
        nil,
        ["token"],
        "File with the private JWK to sign with, instead of the development key of the data directory."
    )
    package static let participants = Setting(
        "participants",
        nil,
        serving + ["import"],
        "File of the participant register (JSON), read again when it changes. Needed with tokens; a sandbox without it takes any sender."
    )
    package static let logLevel = Setting(
        "log-level",
        "info",
        serving,
        "Least severe lines to log: trace, debug, info, notice, warning, error, critical. Requests are info."
    )
    package static let maximumBodyBytes = Setting(
        "max-body-bytes",
        "20971520",
        serving,
        "Largest request body in bytes."
    )
    package static let maximumBodyMemory = Setting(
        "max-body-memory",
        "268435456",
        serving,
        "Bytes that request bodies above 64 KiB may hold together; more wait."
    )
    package static let maximumAnswerMemory = Setting(
        "max-answer-memory",
        "268435456",
        serving,
        "Bytes that answers above 64 KiB may hold together until they are read; more wait, then get 503."
    )
    package static let maximumConnections = Setting(
        "max-connections",
        "8192",
        serving,
        "Connections served at once; more wait to be accepted."
    )
    package static let idleTimeout = Setting(
        "idle-timeout",
        "60",
        serving,
        "Seconds until a connection on which nothing happens is closed."
    )
    package static let shutdownTimeout = Setting(
        "shutdown-timeout",
        "30",
        serving,
        "Seconds that requests under way get to end after SIGTERM."
    )
    package static let auditDurability = Setting(
        "audit-durability",
        "process",
        serving,
        "What rows of the log of use outlive: process (a power cut takes the last 100 ms at most) or power."
    )
    package static let closures = Setting(
        "closures",
        nil,
        serving + ["store restore"],
        "Directory of the log of closures, best on another disk; by default the store's directory with .closures added."
    )
    package static let oldBackup = Setting(
        "older-than-30-days",
        nil,
        ["store restore"],
        "Restore also a backup that is older than 30 days."
    )
    package static let disclosure = Setting(
        .disclosure,
        serving,
        "Whether health personnel are told that something is closed to them"
    )
    package static let delayProfile = Setting(
        .delayProfile,
        serving,
        "How long results of which disciplines are kept from the citizen until personnel had time to assess them"
    )
    package static let youth = Setting(
        .youth,
        serving,
        "Whether the rules planned for ages 12 to 15 are in force"
    )
    package static let selfShield = Setting(
        .selfShield,
        serving,
        "Whether citizens may shield single results themselves"
    )
    package static let citizenPreliminary = Setting(
        .citizenPreliminary,
        serving,
        "Whether citizens see reports that are not final"
    )
    package static let emergencyNames = Setting(
        "log-emergency-names",
        "shown",
        serving,
        "Whether the citizen's log names staff who looked in an emergency: shown or hidden."
    )
    package static let url = Setting(
        "url",
        nil,
        ["import", "export"],
        "Server to work with, as http://HOST:PORT, instead of a store's directory."
    )
    package static let server = Setting(
        "server",
        nil,
        online,
        "Server that the replica follows, as https://HOST; after enrolment the one it was enrolled at."
    )
    package static let replica = Setting("replica", nil, ["sync", "replica"], "File of the replica.")
    package static let hpr = Setting(
        "hpr",
        nil,
        ["replica"],
        "HPR number of the professional who reads; they must be enrolled: svar replica professionals."
    )
    package static let purpose = Setting(
        "purpose",
        nil,
        ["replica"],
        "Why they read: TREAT (treatment), ETREAT (emergency treatment) or COC (coordination of care)."
    )
    package static let tokenFile = Setting(
        "token-file",
        nil,
        online,
        "File with the access token, read again for each request; without it the token is taken from SVAR_TOKEN."
    )
    package static let authorities = Setting(
        "ca",
        nil,
        online,
        "PEM file with the authorities whose server certificates are believed, instead of the system's."
    )
    package static let token = Setting(
        "token",
        nil,
        ["import"],
        "Access token for a server that asks for one; better given in the environment than as a flag."
    )
    package static let concurrency = Setting(
        "concurrency",
        "16",
        ["import"],
        "Files sent at once."
    )

    package static let all = [
        data, host, port, sandbox, publicURL, certificate, certificateKey, clientAuthorities, allowedOrigins, issuer,
        audience, keySet,
        clockSkew, proofLifetime, proofNonce, allowDevelopmentKey, environment, attestation, key, participants, persons,
        logLevel,
        maximumBodyBytes, maximumBodyMemory,
        maximumAnswerMemory, maximumConnections, idleTimeout, shutdownTimeout, auditDurability, closures, oldBackup,
        disclosure, delayProfile, youth, selfShield, citizenPreliminary, emergencyNames, url, token, concurrency,
        server, replica, tokenFile, authorities,
    ]
}
