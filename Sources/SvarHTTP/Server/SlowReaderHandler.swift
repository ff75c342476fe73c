import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection, or a stream of one, whose reader takes an answer too slowly: what is written and not read is
/// memory. The pace is the one that bodies must come at.
///
/// Costs nothing while the reader keeps up: only a channel that cannot be written to starts the clock.
final class SlowReaderHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let patience: TimeAmount
    private let slowestBytesPerSecond: Int
    /// When the answer began that is being written, and how much of it was.
    private var start = NIODeadline.distantPast
    private var written = 0
    private var timer: Scheduled<Void>?

    init(patience: TimeAmount, slowestBytesPerSecond: Int) {
        self.patience = patience
        self.slowestBytesPerSecond = slowestBytesPerSecond
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head: written = 0
        case .body(let piece): written += piece.readableBytes
        case .end: break
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            timer?.cancel()
            timer = nil
        } else if timer == nil {
            watch(context)
        }
        context.fireChannelWritabilityChanged()
    }

    private func watch(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        // The first piece that did not go out at once begins the answer for us.
        if written <= Self.firstPiece || start == .distantPast { start = now }
        let allowed = patience + .milliseconds(Int64(written) * 1_000 / Int64(slowestBytesPerSecond))
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(deadline: max(start + allowed, now + .milliseconds(50))) {
            channel.close(promise: nil)
        }
    }

    /// What is written before a channel can say that it is full.
    private static let firstPiece = 64 << 10

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }
}

@available(*, unavailable)
extension SlowReaderHandler: Sendable {}
