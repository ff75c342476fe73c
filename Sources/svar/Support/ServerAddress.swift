/// Addresses as people type them.
enum ServerAddress {
    /// The root of a server, also when its FHIR base was given.
    static func base(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        if url.hasSuffix("/v1/fhir") { url.removeLast("/v1/fhir".count) }
        return url
    }
}
