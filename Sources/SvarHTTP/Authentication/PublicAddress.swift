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
        let target = head.path ?? ""
        guard let start = Self.startOfPath(target) else { return nil }
        let path = target[start...].prefix { $0 != "?" && $0 != "#" }
        if let base {
            if path.hasPrefix(RouteTable.basePath) {
                return Self.comparable(base + path.dropFirst(RouteTable.basePath.count))
            }
            if base.hasSuffix(RouteTable.basePath) {
                return Self.comparable(base.dropLast(RouteTable.basePath.count) + path)
            }
            guard let end = Self.endOfOrigin(base) else { return nil }
            return Self.comparable(base[..<end] + path)
        }
        let authority = start == target.startIndex ? head.authority : Self.authority(target[..<start])
        guard let authority, SandboxRule.allows(host: authority) else { return nil }
        return Self.comparable("\(isSecure ? "https" : "http")://\(authority)\(path)")
    }

    /// An address with scheme and host in small letters and without the port that goes without saying (RFC 3986
    /// §6.2.2.1, §6.2.3). Path and all else must be alike to the letter. Nil: it is no address of a server.
    package static func comparable(_ address: some StringProtocol) -> String? {
        let text = String(address)
        guard let colon = text.firstRange(of: "://"), let end = endOfOrigin(text) else { return nil }
        let scheme = text[..<colon.lowerBound].lowercased()
        var authority = text[colon.upperBound..<end].lowercased()
        guard scheme == "https" || scheme == "http", !authority.isEmpty, !authority.contains("@") else { return nil }
        let standard = scheme == "https" ? ":443" : ":80"
        if authority.hasSuffix(standard) { authority.removeLast(standard.count) }
        let path = end == text.endIndex ? "/" : text[end...]
        return "\(scheme)://\(authority)\(path)"
    }

    /// Where the path starts in a target, also of absolute form.
    private static func startOfPath(_ target: String) -> String.Index? {
        target.utf8.first == UInt8(ascii: "/") ? target.startIndex : endOfOrigin(target)
    }

    private static func endOfOrigin(_ address: String) -> String.Index? {
        guard let colon = address.firstRange(of: "://") else { return nil }
        return address[colon.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? address.endIndex
    }

    private static func authority(_ origin: Substring) -> String? {
        origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) }
    }
}
