package import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
package import Logging
import NIOCore
package import NIOSSL

/// The HTTP server over the edge: a service for a `ServiceGroup`, stopped gracefully by it.
package enum EdgeServer {
    /// How bytes travel.
    package enum Transport: Sendable {
        /// HTTP/1.1 in clear.
        case clear
        /// HTTP/2 in clear, for clients that know beforehand.
        case clearHTTP2
        /// HTTP/1.1 and HTTP/2 over TLS, as the client chooses by ALPN.
        case secure(TLSConfiguration, CertificateFiles)

        /// TLS 1.2 and up with the certificate of the settings; in clear without one.
        /// - Throws: what is wrong with the files
        package init(_ settings: EdgeSettings) throws {
            guard let certificate = settings.certificate else {
                self = .clear
                return
            }
            let files = try CertificateFiles(certificate)
            self = .secure(try files.configuration(), files)
        }

        /// The certificate's files, where there is one.
        package var certificate: CertificateFiles? {
            if case .secure(_, let files) = self { files } else { nil }
        }
    }

    /// - Parameters:
    ///   - onRunning: called once with the port that the server listens on
    package static func application(
        _ responder: EdgeResponder,
        transport: Transport = .clear,
        logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> Application<EdgeResponder> {
        let settings = responder.settings
        return Application(
            responder: responder,
            server: builder(transport, settings),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                backlog: 1_024,
                availableConnectionsDelegate: .maximum(settings.maximumConnections, logger: logger)
            ),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) },
            logger: Logger(label: logger.label) { _ in LibraryLog(logger) }
        )
    }

    private static func builder(_ transport: Transport, _ settings: EdgeSettings) -> HTTPServerBuilder {
        let http1 = HTTP1Channel.Configuration(
            additionalChannelHandlers: handlers(settings),
            idleTimeout: .seconds(Int64(settings.idleSeconds)),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: settings.maximumHeaderBytes,
                maxHeaderListSize: settings.maximumHeaderBytes * 2,
                maxHeaderFieldCount: settings.maximumHeaderFields
            )
        )
        // NIO bounds the rest of HTTP/2: 100 streams at once, 16 KiB of fields, 200 resets in 30 seconds.
        let http2 = HTTP2ChannelConfiguration(
            idleTimeout: .seconds(settings.idleSeconds),
            gracefulCloseTimeout: .seconds(settings.idleSeconds),
            streamConfiguration: http1
        )
        let patience = TimeAmount.seconds(Int64(settings.body.patienceSeconds))
        switch transport {
        case .clear: return .http1(configuration: http1)
        case .clearHTTP2: return .plaintextHTTP2(configuration: http2)
        case .secure(let tls, _):
            return HTTPServerBuilder { responder in
                try PatientChannel(
                    HTTP2UpgradeChannel(tlsConfiguration: tls, configuration: http2, responder: responder),
                    patience: patience
                )
            }
        }
    }

    private static func handlers(_ settings: EdgeSettings) -> [any RemovableChannelHandler] {
        [TargetHostHandler.Installer(), ConversationHandler(settings)]
    }
}

/// The server library's own lines. It names each request in its logger's metadata, which the edge has no use for, and
/// which costs more than a look-up: here that is left out.
private struct LibraryLog: LogHandler {
    let logger: Logger
    var logLevel: Logger.Level
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    init(_ logger: Logger) {
        self.logger = logger
        logLevel = logger.logLevel
    }

    func log(event: LogEvent) { logger.handler.log(event: event) }
}
