package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// The HTTP server over the edge: a service for a `ServiceGroup`, stopped gracefully by it.
package enum EdgeServer {
    /// - Parameters:
    ///   - onRunning: called once with the port that the server listens on
    package static func application(
        _ responder: EdgeResponder,
        logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> Application<EdgeResponder> {
        let settings = responder.settings
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: settings.maximumHeaderBytes,
            maxHeaderListSize: settings.maximumHeaderBytes * 2,
            maxHeaderFieldCount: 100
        )
        let limit = settings.body.maximumBytes
        return Application(
            responder: responder,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [
                        TargetHostHandler.Installer(), ContinueHandler(maximumBytes: limit),
                        ProtocolErrorHandler(isSandbox: settings.isSandbox),
                    ],
                    idleTimeout: .seconds(Int64(settings.idleSeconds)),
                    httpDecoderConfiguration: decoder
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                backlog: 1_024,
                availableConnectionsDelegate: .maximum(settings.maximumConnections, logger: logger)
            ),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) },
            logger: logger
        )
    }
}
