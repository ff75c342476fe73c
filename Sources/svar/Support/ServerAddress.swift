import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import SvarHTTP

/// Addresses as people type them.
enum ServerAddress {
    /// The root of a server, also when its FHIR base was given.
    static func base(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        if url.hasSuffix(RouteTable.basePath) { url.removeLast(RouteTable.basePath.count) }
        return url
    }

    /// The root of a server that tokens and results may go to: `https`, but on this machine.
    static func secure(_ url: String) throws -> String {
        let url = base(url)
        guard let parsed = URL(string: url), let host = parsed.host(), !host.isEmpty, parsed.query() == nil,
            parsed.user() == nil,
            parsed.scheme == "https" || (parsed.scheme == "http" && SandboxRule.allows(listeningOn: host))
        else {
            throw Failure("the server's address must be https://HOST (http:// on this machine only)")
        }
        return url
    }

    /// A client that says at once when nobody answers.
    static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(5)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
