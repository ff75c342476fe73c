import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SvarHTTP
import Synchronization

/// Serves a development issuer to this machine.
struct DevelopmentIssuerServer {
    let host: String
    let port: Int
    /// Makes the issuer once its address is known.
    let makeIssuer: @Sendable (_ address: String) -> DevelopmentIssuer
    let onReady: @Sendable (_ address: String) -> Void

    /// Serves until SIGTERM or SIGINT.
    func run() async throws {
        guard SandboxRule.allows(listeningOn: host) else {
            throw Failure("a development issuer asks nobody who they are: --host must be 127.0.0.1, ::1 or localhost")
        }
        let responder = Responder()
        let name = host.contains(":") ? "[\(host)]" : host
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let address = "http://\(name):\(channel.localAddress?.port ?? port)"
                responder.issuer.withLock { $0 = makeIssuer(address) }
                onReady(address)
            },
            logger: Logger(label: "svar.issuer") { StreamLogHandler.standardError(label: $0) }
        )
        try await application.runService()
    }

    private final class Responder: HTTPResponder {
        typealias Context = EdgeContext
        static let maximumFormBytes = 64 << 10
        let issuer = Mutex<DevelopmentIssuer?>(nil)

        func respond(to request: Request, context: EdgeContext) async throws -> Response {
            // A page of another site must not reach it by a name that leads here.
            guard SandboxRule.allows(host: request.head.authority) else {
                return Response(status: .misdirectedRequest)
            }
            guard let issuer = issuer.withLock({ $0 }) else { return Response(status: .serviceUnavailable) }
            let form: ByteBuffer
            do {
                form = try await request.body.collect(upTo: Self.maximumFormBytes)
            } catch {
                return Response(status: .contentTooLarge)
            }
            let answer = await issuer.answer(request.head, body: Array(form.readableBytesView))
            return Response(
                status: .init(code: answer.status),
                headers: answer.fields,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            )
        }
    }
}
