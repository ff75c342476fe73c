import SvarJSON

/// The public keys of the token issuer (RFC 7517 §5).
package struct KeySet: Sendable {
    /// Why a set is not taken.
    package enum Fault: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        case notAKeySet
        case privateKey
        case sameName
        case developmentKey
        case noUsableKey

        package var description: String {
            switch self {
            case .notAKeySet: "the key set is not a JSON object with a list of keys"
            case .privateKey: "the key set holds a private key: take it out of use, and give the public half only"
            case .sameName: "the key set has two keys of the same kid and algorithm"
            case .developmentKey:
                "the key set holds a development key (kid \(DevelopmentKey.marker)…), which anybody could have made"
            case .noUsableKey: "the key set has no key of ours: a kid, and EC P-256 or RSA of at least 2048 bits"
            }
        }
    }

    private static let limits = JSONLimits(maximumBytes: 1 << 20, maximumDepth: 8, maximumNodes: 20_000)
    private let keys: [VerificationKey.Name: VerificationKey]
    /// How many keys can be used, one counted for each algorithm.
    package var count: Int { keys.count }

    /// Reads a set. Keys of other kinds, for other uses and without a `kid` are passed over.
    init(
        _ bytes: [UInt8],
        for algorithms: Set<SignatureAlgorithm> = SignatureAlgorithm.ofTokens,
        allowsDevelopmentKey: Bool
    ) async throws(Fault) {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(bytes, limits: Self.limits).root
        } catch {
            throw .notAKeySet
        }
        guard let list = root["keys"], list.kind == .array else { throw .notAKeySet }
        var keys: [VerificationKey.Name: VerificationKey] = [:]
        for key in list.elements {
            guard key["d"] == nil, key["p"] == nil, key["q"] == nil else { throw .privateKey }
            guard let id = key["kid"]?.string, !id.isEmpty else { continue }
            guard allowsDevelopmentKey || !id.hasPrefix(DevelopmentKey.marker) else { throw .developmentKey }
            for algorithm in algorithms where Self.serves(key, algorithm) {
                guard let usable = await VerificationKey(key, for: algorithm) else { continue }
                let name = VerificationKey.Name(id: id, algorithm: algorithm)
                guard keys.updateValue(usable, forKey: name) == nil else { throw .sameName }
            }
        }
        guard !keys.isEmpty else { throw .noUsableKey }
        self.keys = keys
    }

    subscript(name: VerificationKey.Name) -> VerificationKey? { keys[name] }

    /// Whether a key is meant for signatures of this algorithm (RFC 7517 §4.2–4.4).
    private static func serves(_ key: JSONNode, _ algorithm: SignatureAlgorithm) -> Bool {
        if let use = key["use"], !use.isString("sig") { return false }
        if let operations = key["key_ops"], !operations.elements.contains(where: { $0.isString("verify") }) {
            return false
        }
        return key["alg"].map { $0.isString(algorithm.rawValue) } ?? true
    }
}
