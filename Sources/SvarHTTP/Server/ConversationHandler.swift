import HTTPTypes
import NIOCore
import NIOHTTPTypes
import SvarFHIR

/// What the edge minds in the requests and answers of a connection, or of a stream of one, beside their content. One
/// handler for all of it: each that stands in a pipeline costs every part of every answer.
///
/// - It says `100 Continue` to a client that waits for it before it sends a body we may take; only on a connection that
///   owes no other answer, so that the interim answer cannot come between two parts.
/// - It ends a connection whose reader takes an answer too slowly: what is written and not read is memory. The pace is
///   the one that bodies must come at. Only a channel that cannot be written to starts the clock.
/// - It gives the server library's own answer to bytes that are not HTTP, an empty 400, what every answer of ours has: an
///   OperationOutcome and the sandbox stamp.
final class ConversationHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: BodyReader.Limits
    private let isSandbox: Bool
    private var unanswered = 0
    /// When the answer began that is being written, and how much of it was.
    private var start = NIODeadline.distantPast
    private var written = 0
    private var timer: Scheduled<Void>?

    init(_ settings: EdgeSettings) {
        limits = settings.body
        isSandbox = settings.isSandbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            unanswered += 1
            if unanswered == 1, head.headerFields.contains(.expect), wantsContinue(head.headerFields) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        }
        context.fireChannelRead(data)
    }

    private func wantsContinue(_ fields: HTTPFields) -> Bool {
        let length = fields[.contentLength].flatMap { Int($0) } ?? 0
        return length <= limits.maximumBytes && fields[.expect]?.lowercased() == "100-continue"
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            written = 0
            // The edge names every request, so an answer without a request id is not the edge's.
            if head.status == .badRequest, !head.headerFields.contains(.requestID) {
                return writeRefusal(head, context, promise)
            }
        case .body(let piece): written += piece.readableBytes
        case .end: unanswered -= 1
        }
        context.write(data, promise: promise)
    }

    private func writeRefusal(
        _ head: HTTPResponse,
        _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>?
    ) {
        var head = head
        let issue = OutcomeIssue(code: .structure, text: "the request is not well-formed HTTP/1.1")
        let body = ByteBuffer(bytes: OperationOutcome([issue]).bytes)
        head.headerFields[.contentType] = Negotiation.Format.fhirJSON.contentType
        head.headerFields[.contentLength] = String(body.readableBytes)
        head.headerFields[.cacheControl] = "no-store"
        if isSandbox { head.headerFields[.sandbox] = "true" }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
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
        let pace = TimeAmount.milliseconds(Int64(written) * 1_000 / Int64(limits.slowestBytesPerSecond))
        let allowed = TimeAmount.seconds(Int64(limits.patienceSeconds)) + pace
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
extension ConversationHandler: Sendable {}
