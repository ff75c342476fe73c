import Crypto
import SvarDomain

/// The nonces that proofs must hold where a server asks for them (RFC 9449 §9). Nothing is kept: a nonce is the number of
/// its span of time and a code over it, and is taken in that span and the next.
struct ProofNonces: Sendable {
    private static let span: Int64 = 300_000_000
    private let secret: SymmetricKey

    /// With a secret of its own.
    init() { secret = SymmetricKey(size: .bits256) }

    /// The nonce to give out.
    func current(_ now: Int64) -> String { nonce(now / Self.span) }

    /// Whether this was given out a short time ago.
    func accepts(_ nonce: String, _ now: Int64) -> Bool {
        let span = now / Self.span
        return nonce == self.nonce(span) || nonce == self.nonce(span - 1)
    }

    private func nonce(_ span: Int64) -> String {
        let bytes = withUnsafeBytes(of: span.bigEndian) { Array($0) }
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: secret)
        return Base64URL.encode(bytes.suffix(4) + Array(code).prefix(16))
    }
}
