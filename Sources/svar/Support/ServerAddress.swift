import AsyncHTTPClient
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

    /// A client that says at once when nobody answers.
    static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(5)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
