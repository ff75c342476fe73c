import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import SvarHTTP
import Synchronization

/// Where the key set of a token issuer is: a file, an address, or where the issuer's metadata say.
enum KeyPlace: Sendable {
    case file(String)
    case address(String)
    case issuer(String, Discovered)

    /// The address that an issuer's metadata gave, asked for again when it serves no more, and each hour.
    final class Discovered: Sendable {
        fileprivate let found = Mutex<(address: String, at: Int64)?>(nil)
        fileprivate static let lifetime: Int64 = 3_600_000_000
    }

    /// The longest key set, and the longest metadata, that are read.
    private static let maximumBytes = 1 << 20

    /// A file or an address, which must be `https`, but on this machine.
    init(_ text: String) throws {
        guard text.contains("://") else {
            self = .file(text)
            return
        }
        guard IssuerMetadata.isTrustworthy(text) else {
            throw Failure("the address of the key set must be https:// (http:// on this machine only)")
        }
        self = .address(text)
    }

    /// Wherever the issuer says.
    init(discoveredAt issuer: String) throws {
        guard IssuerMetadata.isTrustworthy(issuer) else {
            throw Failure(
                "an issuer without --\(Settings.keySet.flag) is asked for its keys, so its name must be https:// "
                    + "(http:// on this machine only)"
            )
        }
        self = .issuer(issuer, Discovered())
    }

    /// What an operator changes to change it.
    var setting: Setting {
        if case .issuer = self { Settings.issuer } else { Settings.keySet }
    }

    /// Seconds between two looks: with the time that a fetch may take, a key that is taken out is out within a minute.
    var interval: Int {
        switch self {
        case .file: 2
        case .address, .issuer: 30
        }
    }

    /// The bytes there; at most 24 seconds later (three times eight), or an error. An address must answer itself, not send elsewhere.
    func fetch() async throws -> [UInt8] {
        switch self {
        case .file(let path): return try await NIOThreadPool.singleton.runIfActive { try Files.read(path) }
        case .address(let address): return try await Self.get(address)
        case .issuer(let issuer, let discovered):
            let known = discovered.found.withLock { $0 }
            if let known, Clock.now() - known.at < Discovered.lifetime {
                do { return try await Self.get(known.address) } catch {
                    // It may have moved: asked again below.
                }
            }
            let bytes = try await Self.get(IssuerMetadata.address(of: issuer))
            let address = try IssuerMetadata(bytes, of: issuer).keySetAddress
            discovered.found.withLock { $0 = (address, Clock.now()) }
            return try await Self.get(address)
        }
    }

    private static func get(_ address: String) async throws -> [UInt8] {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(3)
        do {
            return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
                let response = try await client.execute(HTTPClientRequest(url: address), timeout: .seconds(5))
                guard response.status == .ok else { throw Failure("its server answered \(response.status.code)") }
                return Array(try await response.body.collect(upTo: maximumBytes).readableBytesView)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("it could not be fetched (\(error))")
        }
    }
}
