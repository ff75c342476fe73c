/// What the edge can be told.
package struct EdgeSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port = 8080
    /// Whether the one all-seeing caller is let in, on loopback names only (decision 33).
    package var isSandbox = true
    /// The base that links and `Location` start with; nil takes the request's `Host`.
    package var publicBase: String?
    package var body = BodyReader.Limits()
    package var maximumConnections = 1_024
    package var idleSeconds = 60
    package var maximumHeaderBytes = 32 << 10
    package var version = "0"
    package init() {}
}
