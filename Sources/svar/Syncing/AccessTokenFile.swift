import SvarReplica

/// Where the access token comes from that a replica shows its server: a file that is read again for each request, so
/// that whoever renews tokens only has to replace it; else the environment.
struct AccessTokenFile: Sendable {
    /// Nil: the environment's token is used.
    private let path: String?
    private let given: String?

    private init(path: String?, given: String?) {
        self.path = path
        self.given = given
    }

    /// - Parameter flag: what `--token-file` says
    init(_ flag: String?) throws {
        path = Settings.tokenFile.text(flag)
        given = Settings.token.text(nil)
        if path != nil { _ = try read() }
    }

    /// A file that must be there.
    init(at path: String) throws {
        (self.path, given) = (path, nil)
        _ = try read()
    }

    /// The token now; nil when none was given.
    func read() throws -> String? {
        guard let path else { return given }
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, words[0].utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Failure("\(path) must hold one access token and nothing else")
        }
        return String(words[0])
    }

    /// For the transport.
    var source: CurlTransport.Token { { try read() } }
}
