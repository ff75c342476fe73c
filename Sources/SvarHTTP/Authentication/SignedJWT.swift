import SvarDomain
import SvarJSON

/// A signed JWT in compact form (RFC 7515 §7.1), taken apart strictly and not yet believed: access tokens, DPoP proofs and
/// client assertions all start here.
struct SignedJWT: Sendable {
    private static let maximumDepth = 16
    private static let maximumNodes = 1_000

    /// The header, without a key given twice.
    let header: JSONNode
    /// The bytes that are signed.
    let signed: ArraySlice<UInt8>
    let signature: [UInt8]
    private let payload: [UInt8]

    /// Nil: it is no such thing. The caller has bounded the length.
    init?(_ token: [UInt8]) {
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decode(parts[0]), let header = Self.object(bytes),
            let payload = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.header = header
        signed = token[..<(parts[2].startIndex - 1)]
        self.payload = payload
        self.signature = signature
    }

    /// The claims; to be read after the signature was found right. Nil: they are no JSON object.
    func claims() -> JSONNode? { Self.object(payload) }

    private static func object(_ bytes: [UInt8]) -> JSONNode? {
        let limits = JSONLimits(maximumBytes: bytes.count, maximumDepth: maximumDepth, maximumNodes: maximumNodes)
        do throws(JSONError) {
            let root = try JSONDocument(bytes, limits: limits).root
            return root.kind == .object ? root : nil
        } catch {
            return nil
        }
    }
}

extension JSONNode {
    /// A NumericDate (RFC 7519 §2) in microseconds: seconds since 1970, perhaps with a fraction, up to the year 9999.
    var numericDate: Int64? {
        guard let lexeme = number, let seconds = Double(lexeme), (0...253_402_300_799).contains(seconds) else {
            return nil
        }
        return Int64(seconds * 1_000_000)
    }
}
