import FoundationEssentials
import NIOCore
import NIOSSL
import Synchronization

/// The certificate and key of the server as their files say, read again when they change. Connections that are made
/// after it get the new ones; those that stand keep theirs.
package final class CertificateFiles: Sendable {
    private struct State {
        var chain: Data
        var key: Data
        /// What new connections get in place of what the server started with.
        var override = NIOSSLContextConfigurationOverride.noChanges
    }

    private let paths: EdgeSettings.Certificate
    private let state: Mutex<State>

    /// - Throws: what is wrong with the files
    init(_ paths: EdgeSettings.Certificate) throws {
        self.paths = paths
        state = Mutex(State(chain: try Self.read(paths.chainPath), key: try Self.read(paths.keyPath)))
    }

    /// TLS 1.2 and up, with what the files say whenever a connection is made.
    func configuration() throws -> TLSConfiguration {
        let (chain, key) = state.withLock { ($0.chain, $0.key) }
        var configuration = try Self.configuration(chain, key)
        if let path = paths.clientAuthoritiesPath {
            // The chain is checked and a client without one sent away; who it is, its token says.
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes([UInt8](Self.read(path))))
            configuration.certificateVerification = .noHostnameVerification
            _ = try NIOSSLContext(configuration: configuration)
        }
        configuration.sslContextCallback = { [self] _, promise in
            promise.succeed(state.withLock { $0.override })
        }
        return configuration
    }

    /// Takes the files as they are now.
    /// - Returns: whether they had changed.
    /// - Throws: what is wrong with them; then those from before stay in use.
    package func reload() throws -> Bool {
        let (chain, key) = (try Self.read(paths.chainPath), try Self.read(paths.keyPath))
        guard state.withLock({ $0.chain != chain || $0.key != key }) else { return false }
        let configuration = try Self.configuration(chain, key)
        var override = NIOSSLContextConfigurationOverride()
        override.certificateChain = configuration.certificateChain
        override.privateKey = configuration.privateKey
        state.withLock { $0 = State(chain: chain, key: key, override: override) }
        return true
    }

    private static func configuration(_ chain: Data, _ key: Data) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes([UInt8](chain)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: [UInt8](key), format: .pem))
        )
        configuration.minimumTLSVersion = .tlsv12
        // Says now, and not at the first connection, that key and certificate do not fit.
        _ = try NIOSSLContext(configuration: configuration)
        return configuration
    }

    private static func read(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }
}
