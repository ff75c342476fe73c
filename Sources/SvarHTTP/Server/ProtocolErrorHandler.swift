import HTTPTypes
import NIOCore
import NIOHTTPTypes
import SvarFHIR

/// Gives the server library's own answer to bytes that are not HTTP, an empty 400, what every answer of ours has: an
/// OperationOutcome and the sandbox stamp.
final class ProtocolErrorHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let isSandbox: Bool

    init(isSandbox: Bool) { self.isSandbox = isSandbox }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The edge names every request, so an answer without a request id is not the edge's.
        guard case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headerFields[.requestID] == nil
        else { return context.write(data, promise: promise) }
        let issue = OutcomeIssue(code: .structure, text: "the request is not well-formed HTTP/1.1")
        let body = ByteBuffer(bytes: OperationOutcome([issue]).bytes)
        head.headerFields[.contentType] = Negotiation.Format.fhirJSON.contentType
        head.headerFields[.contentLength] = String(body.readableBytes)
        head.headerFields[.cacheControl] = "no-store"
        if isSandbox { head.headerFields[.sandbox] = "true" }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
    }
}

@available(*, unavailable)
extension ProtocolErrorHandler: Sendable {}
