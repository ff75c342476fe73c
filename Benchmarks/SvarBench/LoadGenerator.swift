import Dispatch
import NIOCore
import NIOPosix

/// HTTP/1.1 GETs in closed loop over keep-alive connections: each sends its next request when the answer is in.
/// One event loop, no HTTP library: what it costs is taken from both sides of a comparison alike.
struct LoadGenerator {
    struct Result {
        var requests: Int
        /// What came instead of an answer with 200, and how often: a status or an error.
        var failures: [String: Int]
        var seconds: Double
        /// Of the last answer, head and body.
        var answerBytes: Int
        /// Sorted, in microseconds.
        var latencies: [Double]

        var rate: Double { Double(requests) / seconds }
        func percentile(_ share: Double) -> Double {
            latencies.isEmpty ? .nan : latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]
        }
    }

    let port: Int
    let path: String
    let connections: Int
    /// Further header fields.
    var fields: [(name: String, value: String)] = []
    var accept = "application/fhir+json"
    /// What a good answer says.
    var status = 200
    /// Field lines of each request alone; a connection ends when there are no more. Nil: all requests are alike.
    var lines: [String]?

    func run(seconds: Double) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let request =
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: \(accept)\r\n"
            + fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        let tally = Tally(
            status: status,
            lines: lines,
            deadline: DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
        )
        let bootstrap = ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Connection(request: request, tally: tally))
                }
            }
        let watch = Stopwatch()
        var channels: [any Channel] = []
        for _ in 0..<connections {
            channels.append(try await bootstrap.connect(host: "127.0.0.1", port: port).get())
        }
        for channel in channels { try await channel.closeFuture.get() }
        let elapsed = watch.seconds
        try await group.shutdownGracefully()
        return Result(
            requests: tally.latencies.count,
            failures: tally.failures,
            seconds: elapsed,
            answerBytes: tally.answerBytes,
            latencies: tally.latencies.map { Double($0) * 1e-3 }.sorted()
        )
    }

    /// What all connections count together.
    /// Unchecked: touched on the one event loop only, and read after it has stopped.
    private final class Tally: @unchecked Sendable {
        let deadline: UInt64
        let status: [UInt8]
        var latencies: [UInt64] = []
        var failures: [String: Int] = [:]
        var answerBytes = 0
        private var lines: [String]?
        init(status: Int, lines: [String]?, deadline: UInt64) {
            self.lines = lines
            self.status = Array(String(status).utf8)
            self.deadline = deadline
            latencies.reserveCapacity(1 << 20)
        }

        /// What ends the head of the next request; nil when there are none left.
        func end() -> String? {
            guard lines != nil else { return "\r\n" }
            return lines?.popLast().map { $0 + "\r\n" }
        }
    }

    private final class Connection: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let request: String
        private let tally: Tally
        private var received = ByteBuffer()
        private var started: UInt64 = 0

        init(request: String, tally: Tally) {
            self.request = request
            self.tally = tally
        }

        func channelActive(context: ChannelHandlerContext) { send(context) }

        private func send(_ context: ChannelHandlerContext) {
            guard let end = tally.end() else { return context.close(promise: nil) }
            started = DispatchTime.now().uptimeNanoseconds
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request + end)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var buffer = unwrapInboundIn(data)
            received.writeBuffer(&buffer)
            guard let length = answerLength() else { return }
            // HTTP/1.1 200
            let status = String(decoding: received.readableBytesView.dropFirst(9).prefix(3), as: UTF8.self)
            tally.answerBytes = length
            received.moveReaderIndex(forwardBy: length)
            received.discardReadBytes()
            let now = DispatchTime.now().uptimeNanoseconds
            tally.latencies.append(now - started)
            if !tally.status.elementsEqual(status.utf8) { tally.failures[status, default: 0] += 1 }
            if now < tally.deadline { send(context) } else { context.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            tally.failures["\(error)", default: 0] += 1
            context.close(promise: nil)
        }

        /// The length of a whole answer, head and body; nil until it is all there.
        private func answerLength() -> Int? {
            let bytes = received.readableBytesView
            var lineStart = bytes.startIndex
            var bodyLength = 0
            while let lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = bytes[lineStart..<lineEnd]
                lineStart = lineEnd + 1
                if line.count <= 1 {
                    let length = lineStart - bytes.startIndex + bodyLength
                    return received.readableBytes >= length ? length : nil
                }
                if line.count > 16, line.first.map({ $0 | 0x20 }) == UInt8(ascii: "c"),
                    line.prefix(15).elementsEqual("content-length:".utf8, by: { $0 | 0x20 == $1 | 0x20 })
                {
                    bodyLength = line.dropFirst(15).reduce(0) { (48...57).contains($1) ? $0 * 10 + Int($1 - 48) : $0 }
                }
            }
            return nil
        }
    }
}
