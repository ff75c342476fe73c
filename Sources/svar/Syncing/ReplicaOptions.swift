import ArgumentParser
import SvarAccess
import SvarDomain
import SvarHTTP
import SvarReplica

/// The file of a replica.
struct ReplicaFile: ParsableArguments {
    @Option(name: .customLong(Settings.replica.flag), help: Settings.replica.argumentHelp)
    var replica: String?

    func path() throws -> String { try Settings.replica.required(replica) }
}

/// Who reads a replica, and why: every reading is of an enrolled professional and stands in the log beside the file.
struct ReaderOptions: ParsableArguments {
    @Option(name: .customLong(Settings.hpr.flag), help: Settings.hpr.argumentHelp)
    var hpr: String?
    @Option(name: .customLong(Settings.purpose.flag), help: Settings.purpose.argumentHelp)
    var purpose: String?

    func named() throws -> (hpr: Int, purpose: ReadingPurpose) {
        guard let hpr = HPRNumber(try Settings.hpr.required(hpr)) else {
            throw ValidationError("--\(Settings.hpr.flag) must be an HPR number, one to nine digits")
        }
        guard let purpose = ReadingPurpose(rawValue: try Settings.purpose.required(purpose)) else {
            let all = ReadingPurpose.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--\(Settings.purpose.flag) must be one of \(all)")
        }
        return (hpr.rawValue, purpose)
    }
}

/// How a replica's server is reached.
struct ServerAccess: ParsableArguments {
    @Option(name: .customLong(Settings.server.flag), help: Settings.server.argumentHelp)
    var server: String?
    @Option(name: .customLong(Settings.tokenFile.flag), help: Settings.tokenFile.argumentHelp)
    var tokenFile: String?
    @Option(name: .customLong(Settings.authorities.flag), help: Settings.authorities.argumentHelp)
    var ca: String?

    /// - Parameters:
    ///   - known: the server of the enrolment; nil before it
    ///   - user: the professional for whom a scope is changed
    func transport(known: String?, user: CurlTransport.User? = nil) throws -> (server: String, transport: CurlTransport)
    {
        guard let given = Settings.server.text(server) ?? known, !given.isEmpty else {
            throw ValidationError("--\(Settings.server.flag) (or \(Settings.server.environment)) is missing")
        }
        let server = try ServerAddress.secure(given)
        var options = CurlTransport.Options(server: server)
        options.authorities = Settings.authorities.text(ca)
        options.agent = "svar/\(Version.text)"
        if let file = options.authorities { _ = try Files.read(file) }
        return (server, CurlTransport(options, user: user, token: try AccessTokenFile(tokenFile).source))
    }
}

/// The person whom a command is about, as the replica calls them.
struct PersonOption: ParsableArguments {
    @Option(help: "The person: a label given at follow, or Patient/ID. Never an identity number.")
    var person: String

    func validate() throws {
        if PersonNumber.looksLikeOne(person) {
            throw ValidationError("--person takes a label or Patient/ID; an identity number must not stand here")
        }
    }
}
