package import HTTPTypes

/// How callers write the addresses of this server, which proofs name in `htu` (RFC 9449 §4.2).
///
/// With a public base it is that, whatever a proxy made of the request. Without one the `Host` of the request is taken
/// when it is a loopback name only: who could choose it freely could use here a proof that was made for another server.
package struct PublicAddress: Sendable, Hashable {
    /// The FHIR base as callers write it, without a slash at its end.
    private let base: String?
    private let isSecure: Bool

    /// - Parameters:
    ///   - base: `EdgeSettings.publicBase`
    ///   - isSecure: whether this server itself serves HTTPS
    package init(base: String?, isSecure: Bool) {
        self.base = base
        self.isSecure = isSecure
    }

    /// The address of a request without its query, in the form that addresses are compared in; nil when it cannot be
    /// known.
    package func address(of head: HTTPRequest) -> String? {
        let target = Array((head.path ?? "").utf8)
        guard let start = target.first == UInt8(ascii: "/") ? 0 : Self.endOfOrigin(target) else { return nil }
        let path = target[start...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        if let base {
            let base = Array(base.utf8)
            let own = Array(RouteTable.basePath.utf8)
            if path.starts(with: own) { return Self.comparable(base + path.dropFirst(own.count)) }
            if base.suffix(own.count).elementsEqual(own) {
                return Self.comparable(Array(base.dropLast(own.count)) + path)
            }
            guard let end = Self.endOfOrigin(base) else { return nil }
            return Self.comparable(Array(base[..<end]) + path)
        }
        let named = start == 0 ? head.authority : Self.authority(target[..<start])
        guard let named, SandboxRule.allows(host: named) else { return nil }
        return Self.comparable(Array((isSecure ? "https://" : "http://").utf8) + named.utf8 + path)
    }

    /// An address with scheme and host in small letters and without the port that goes without saying (RFC 3986
    /// §6.2.2.1, §6.2.3). Path and all else must be alike to the letter. Nil: it is no address of a server.
    package static func comparable(_ address: String) -> String? { comparable(Array(address.utf8)) }

    private static func comparable(_ address: [UInt8]) -> String? {
        guard let end = endOfOrigin(address) else { return nil }
        var origin = address[..<end].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard let (start, standard) = authorityAndPort(origin), start < end,
            !origin[start...].contains(UInt8(ascii: "@"))
        else { return nil }
        if origin[start...].suffix(standard.count).elementsEqual(standard) { origin.removeLast(standard.count) }
        guard origin.count > start else { return nil }
        return String(decoding: origin, as: UTF8.self)
            + (end == address.count ? "/" : String(decoding: address[end...], as: UTF8.self))
    }

    /// Where the host starts, and the port that goes without saying.
    private static func authorityAndPort(_ origin: [UInt8]) -> (Int, [UInt8])? {
        for (scheme, port) in schemes where origin.starts(with: scheme) { return (scheme.count, port) }
        return nil
    }

    private static let schemes = [
        (Array("https://".utf8), Array(":443".utf8)), (Array("http://".utf8), Array(":80".utf8)),
    ]

    /// Where the path starts in an address; nil when it has no scheme.
    private static func endOfOrigin(_ address: [UInt8]) -> Int? {
        guard let colon = address.firstIndex(of: UInt8(ascii: ":")),
            address[colon...].starts(with: [UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "/")])
        else { return nil }
        let marks = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
        return address[(colon + 3)...].firstIndex { marks.contains($0) } ?? address.count
    }

    private static func authority(_ origin: ArraySlice<UInt8>) -> String? {
        origin.firstIndex(of: UInt8(ascii: ":")).map { String(decoding: origin[($0 + 3)...], as: UTF8.self) }
    }
}
