import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The floor of a read: one Hummingbird route that serves the bytes of a file, with nothing around it.
struct BareServer {
    let file: String
    let path: String

    func run() async throws {
        let body = ByteBuffer(bytes: try Data(contentsOf: URL(fileURLWithPath: file)))
        let router = Router()
        router.get(RouterPath(path)) { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/fhir+json", .contentLength: String(body.readableBytes)],
                body: ResponseBody(byteBuffer: body)
            )
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                FileHandle.standardOutput.write(
                    Data("ready http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n".utf8)
                )
            },
            logger: Logger(label: "bare") { _ in SwiftLogNoOpLogHandler() }
        )
        try await application.runService()
    }
}
