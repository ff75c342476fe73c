import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import SvarHTTP

/// Where the key set of the token issuer is: a file, or an address.
enum KeyPlace: Sendable, Hashable {
    case file(String)
    case address(String)

    /// The longest key set that is read.
    private static let maximumBytes = 1 << 20

    /// An address must be `https`, but on this machine: keys that anybody on the way can change are none.
    init(_ text: String) throws {
        guard text.contains("://") else {
            self = .file(text)
            return
        }
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty,
            url.scheme == "https" || (url.scheme == "http" && SandboxRule.allows(listeningOn: host))
        else {
            throw Failure("the address of the key set must be https:// (http:// on this machine only)")
        }
        self = .address(text)
    }

    /// Seconds between two looks.
    var interval: Int {
        switch self {
        case .file: 2
        case .address: 300
        }
    }

    /// The bytes there; at most eight seconds later, or a `Failure`. An address must answer itself, not send elsewhere.
    func fetch() async throws -> [UInt8] {
        switch self {
        case .file(let path): return try await NIOThreadPool.singleton.runIfActive { try Files.read(path) }
        case .address(let address):
            var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
            configuration.timeout.connect = .seconds(3)
            do {
                return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
                    let response = try await client.execute(HTTPClientRequest(url: address), timeout: .seconds(5))
                    guard response.status == .ok else { throw Failure("its server answered \(response.status.code)") }
                    return Array(try await response.body.collect(upTo: Self.maximumBytes).readableBytesView)
                }
            } catch let failure as Failure {
                throw failure
            } catch {
                throw Failure("it could not be fetched (\(error))")
            }
        }
    }
}
