import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

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
        guard let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = target.utf8[target.utf8.index(after: colon)...]
        guard !target.utf8.starts(with: "/".utf8), rest.starts(with: "//".utf8) else { return nil }
        let host = rest.dropFirst(2).prefix { !"/?#\\".utf8.contains($0) }
        return String(Substring(host))
    }

    /// Stands in the pipeline only to put a `TargetHostHandler` before the codec.
    final class Installer: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = NIOAny

        func handlerAdded(context: ChannelHandlerContext) {
            do {
                let operations = context.pipeline.syncOperations
                let codec = try operations.handler(type: HTTP1ToHTTPServerCodec.self)
                try operations.addHandler(TargetHostHandler(), position: .before(codec))
            } catch {
                // Without it the sandbox's rule has a gap: serve nothing.
                context.close(promise: nil)
            }
        }
    }
}

@available(*, unavailable)
extension TargetHostHandler: Sendable {}
@available(*, unavailable)
extension TargetHostHandler.Installer: Sendable {}
