/// What the edge can be told.
package struct EdgeSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port = 8080
    /// Whether the one all-seeing caller is let in, on loopback names only (decision 33).
    package var isSandbox = true
    /// The base that links and `Location` start with; nil takes the request's `Host`.
    package var publicBase: String?
    /// With a certificate HTTPS is served, as HTTP/1.1 and HTTP/2; without one HTTP/1.1 in clear.
    package var certificate: Certificate?
    /// Whether personnel need the trust framework's attestation everywhere, and not in the national shape alone.
    package var needsAttestation = false
    /// Origins whose pages browsers let read our answers, such as `https://app.example.org`. A sandbox has none.
    package var allowedOrigins: Set<String> = []
    package var body = BodyReader.Limits()
    /// Largest form of a posted search.
    package var maximumFormBytes = 256 << 10
    /// Bytes that answers above 64 KiB may hold together until they are sent; more wait.
    package var maximumAnswerBytesInFlight = 256 << 20
    /// Answers of this size and more are compressed for callers that take it.
    package var compressedFromBytes = 1_024
    /// An answer to a replica ends after the page that it is at by then; the replica asks again.
    package var roundSeconds = 60
    /// A replica that listens hears at least so often, and for so long; then it comes again with a token of then.
    package var heartbeatSeconds = 15
    package var listenSeconds = 600
    /// Largest body of a replica's request.
    package var maximumScopeBytes = 8 << 20
    package var maximumConnections = 8_192
    package var idleSeconds = 60
    package var maximumHeaderBytes = 32 << 10
    package var maximumHeaderFields = 100
    package var version = "0"
    package init() {}

    /// PEM files of a certificate chain and its key.
    package struct Certificate: Sendable, Hashable {
        package var chainPath: String
        package var keyPath: String
        /// PEM file with the authorities that certificates of clients must come from; nil: clients need none.
        package var clientAuthoritiesPath: String?
        package init(chainPath: String, keyPath: String, clientAuthoritiesPath: String? = nil) {
            self.chainPath = chainPath
            self.keyPath = keyPath
            self.clientAuthoritiesPath = clientAuthoritiesPath
        }
    }

    /// The server's address as the caller of a request wrote it.
    func origin(authority: String?) -> String {
        "\(certificate == nil ? "http" : "https")://\(authority ?? "localhost")"
    }
}
