package import Crypto
package import SvarDomain

/// How a unit, a person or a professional is called toward replicas: 16 bytes that only the store's key makes, so that
/// they tell neither order nor number. Made from the random id of the person's Patient resource, so that a store that was restored from an
/// older backup never gives one person's key to another. On the wire `text`.
package struct WireKey: Hashable, Sendable, Comparable {
    package let bytes: [UInt8]

    /// Bytes of a key.
    package static let count = 16

    /// From 16 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = Array(bytes)
    }

    /// - Parameter patient: logical id of the person's Patient resource
    package init(patient: String, key: SymmetricKey) {
        var code = HMAC<SHA256>(key: key)
        code.update(data: [1])
        code.update(data: Array(patient.utf8))
        bytes = Array(code.finalize().prefix(Self.count))
    }

    package init(_ unit: UnitKey, of person: WireKey, key: SymmetricKey) {
        var code = HMAC<SHA256>(key: key)
        code.update(data: [2])
        code.update(data: person.bytes)
        withUnsafeBytes(of: unit.rawValue.littleEndian) { code.update(data: $0) }
        bytes = Array(code.finalize().prefix(Self.count))
    }

    /// - Parameters:
    ///   - professional: their HPR number
    ///   - replica: the id of the replica that has enrolled them; another calls them otherwise
    package init(professional: Int, in replica: String, key: SymmetricKey) {
        var code = HMAC<SHA256>(key: key)
        code.update(data: [3])
        code.update(data: Array("\(replica) \(professional)".utf8))
        bytes = Array(code.finalize().prefix(Self.count))
    }

    /// From base64url of 22 characters; nil for any other text.
    package init?(text: String) {
        guard let bytes = Base64URL.decode(text.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Base64url.
    package var text: String { Base64URL.encode(bytes) }

    package static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
