import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOHTTPTypesHTTP2

/// Makes the host of a request target in absolute form the Host field, as RFC 9112 §3.2.2 asks; the codec after it
/// would drop that host, and with it the sandbox's rule.
final class TargetHostHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), let authority = Self.authority(head.uri) else {
            return context.fireChannelRead(data)
        }
        // Several Host fields stay several: the edge refuses them.
        if head.headers["Host"].count == 1 { head.headers.replaceOrAdd(name: "Host", value: authority) }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// What stands between `://` and the path; nil for a target that is a path.
    private static func authority(_ target: String) -> String? {
        guard target.utf8.first != UInt8(ascii: "/"), let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return nil
        }
        let rest = target.utf8[target.utf8.index(after: colon)...]
        guard rest.starts(with: "//".utf8) else { return nil }
        let host = rest.dropFirst(2).prefix { !"/?#\\".utf8.contains($0) }
        return String(Substring(host))
    }

    /// Puts a `TargetHostHandler` before the codec of HTTP/1.1 in its own stead; in an HTTP/2 stream it stays, and takes
    /// a Host field that says what `:authority` says (RFC 9113 §8.3.1), and the Connection field of an answer
    /// (§8.2.2).
    final class Installer: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPRequestPart
        typealias InboundOut = HTTPRequestPart
        typealias OutboundIn = HTTPResponsePart
        typealias OutboundOut = HTTPResponsePart

        func handlerAdded(context: ChannelHandlerContext) {
            do {
                let operations = context.pipeline.syncOperations
                if (try? operations.handler(type: HTTP2FramePayloadToHTTPServerCodec.self)) != nil { return }
                let codec = try operations.handler(type: HTTP1ToHTTPServerCodec.self)
                try operations.addHandler(TargetHostHandler(), position: .before(codec))
                operations.removeHandler(context: context, promise: nil)
            } catch {
                // Without it the sandbox's rule has a gap: serve nothing.
                context.close(promise: nil)
            }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(var head) = unwrapInboundIn(data), head.headerFields.contains(.furtherHost)
            else {
                return context.fireChannelRead(data)
            }
            if head.authority == nil {
                head.authority = head.headerFields[.furtherHost]
                head.headerFields[.furtherHost] = nil
            } else if head.headerFields[values: .furtherHost] == [head.authority] {
                head.headerFields[.furtherHost] = nil
            }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            guard case .head(var head) = unwrapOutboundIn(data), head.headerFields.contains(.connection)
            else { return context.write(data, promise: promise) }
            head.headerFields[.connection] = nil
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        }
    }
}

@available(*, unavailable)
extension TargetHostHandler: Sendable {}
@available(*, unavailable)
extension TargetHostHandler.Installer: Sendable {}
