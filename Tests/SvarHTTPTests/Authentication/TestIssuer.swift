import Crypto
import CryptoExtras
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarServices
import Synchronization

/// An issuer of tokens with keys made for the test: it can sign anything, right or wrong.
struct TestIssuer: Sendable {
    static let name = "https://issuer.example.org"
    static let audience = "svar"
    /// Seconds since 1970 at which the tests' clocks stand.
    static let time: Int64 = 1_790_000_000

    /// One key pair for signatures.
    enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)

        func signature(_ bytes: [UInt8], _ algorithm: String) throws -> [UInt8] {
            switch (self, algorithm) {
            case (.p256(let key), _): Array(try key.signature(for: bytes).rawRepresentation)
            case (.rsa(let key), "PS256"):
                Array(try key.signature(for: SHA256.hash(data: bytes), padding: .PSS).rawRepresentation)
            case (.rsa(let key), _):
                Array(try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
            }
        }

        /// The public half as members of a JWK.
        func jwk(_ kid: String?, _ extra: KeyValuePairs<String, JSONValue> = [:]) throws -> JSONValue {
            var jwk: JSONValue
            switch self {
            case .p256(let key):
                let point = key.publicKey.rawRepresentation
                jwk = .object([
                    "kty": .string("EC"), "crv": .string("P-256"), "x": base64URL(point.prefix(32)),
                    "y": base64URL(point.suffix(32)),
                ])
            case .rsa(let key):
                let parts = try key.publicKey.getKeyPrimitives()
                jwk = .object([
                    "kty": .string("RSA"), "n": base64URL(parts.modulus), "e": base64URL(parts.publicExponent),
                ])
            }
            jwk["kid"] = kid.map { .string($0) }
            for (key, value) in extra { jwk[key] = value }
            return jwk
        }
    }

    /// Made once: RSA keys take a while.
    static let p256 = Key.p256(P256.Signing.PrivateKey())
    static let otherP256 = Key.p256(P256.Signing.PrivateKey())
    static let rsa = try! Key.rsa(_RSA.Signing.PrivateKey(keySize: .bits2048))
    static let otherRSA = try! Key.rsa(_RSA.Signing.PrivateKey(keySize: .bits2048))

    static func keySet(_ keys: [JSONValue]) -> [UInt8] { JSONValue.object(["keys": .array(keys)]).bytes }

    /// `ec` and `rsa`, the latter for both of its algorithms.
    static let usual = try! keySet([p256.jwk("ec"), rsa.jwk("rsa")])

    /// Claims that are right for a doctor; change them at will.
    static let claims = JSONValue.object([
        "iss": .string(name), "aud": .string(audience), "exp": JSONValue(time + 600), "nbf": JSONValue(time),
        "scope": .string("openid svar/read"), "client_id": .string("journal"),
        "helseid://claims/client/claims/orgnr_parent": .string("310000001"),
        "helseid://claims/hpr/hpr_number": .string("9144889"),
        "helseid://claims/identity/security_level": .string("4"),
    ])

    static let header = JSONValue.object([
        "alg": .string("ES256"), "typ": .string("at+jwt"), "kid": .string("ec"),
    ])

    /// A token; the signature is made with the key by the header's algorithm, or is what is given.
    static func token(
        _ claims: JSONValue = claims,
        header: JSONValue = header,
        key: Key = p256,
        signature: [UInt8]? = nil
    ) throws -> String {
        try token(text: claims.bytes, header: header.bytes, key: key, signature: signature)
    }

    static func token(text: [UInt8], header: [UInt8], key: Key = p256, signature: [UInt8]? = nil) throws -> String {
        let signed = base64URLText(header) + "." + base64URLText(text)
        let algorithm = try? JSONDocument(header).root["alg"]?.string
        let made = try signature ?? key.signature(Array(signed.utf8), algorithm ?? "")
        return signed + "." + base64URLText(made)
    }
}

extension JSONValue {
    /// The same object with some members changed; nil takes a member out.
    func with(_ changes: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var value = self
        for (key, change) in changes { value[key] = change }
        return value
    }
}

/// The platform's encoder, so that the one under test is not its own judge.
func base64URLText(_ bytes: some DataProtocol) -> String {
    let text = Data(bytes).base64EncodedString()
    return String(
        text.utf8.compactMap { $0 == 0x2B ? "-" : $0 == 0x2F ? "_" : $0 == 0x3D ? nil : Character(UnicodeScalar($0)) }
    )
}

func base64URL(_ bytes: some DataProtocol) -> JSONValue { .string(base64URLText(bytes)) }

/// Where a test's issuer publishes its keys, and the clock that both sides see.
final class KeyPlace: Sendable {
    struct FetchFailed: Error {}

    private let seconds = Mutex(TestIssuer.time)
    private let published: Mutex<[UInt8]?>
    private let fetches = Mutex(0)
    private let register: Mutex<ParticipantRegister>

    init(_ keySet: [UInt8]?, _ participants: ParticipantRegister) {
        published = Mutex(keySet)
        register = Mutex(participants)
    }

    var participants: ParticipantRegister {
        get { register.withLock { $0 } }
        set { register.withLock { $0 = newValue } }
    }

    var now: Int64 { seconds.withLock { $0 } * 1_000_000 }
    var fetchCount: Int { fetches.withLock { $0 } }

    func pass(_ more: Int64) { seconds.withLock { $0 += more } }
    /// Nil: the fetch fails.
    func publish(_ keySet: [UInt8]?) { published.withLock { $0 = keySet } }

    func fetch() async throws -> [UInt8] {
        fetches.withLock { $0 += 1 }
        await Task.yield()
        guard let bytes = published.withLock({ $0 }) else { throw FetchFailed() }
        return bytes
    }
}

struct NoSuchRoute: Error {}

extension ProofSettings {
    /// Behind a proxy that callers know by this address.
    static let ofTests: ProofSettings = {
        var settings = ProofSettings()
        settings.address = PublicAddress(base: "https://svar.example.org/v1/fhir", isSecure: false)
        return settings
    }()
}

/// The callers of a test's issuer.
struct CallerFixture: Sendable {
    let place: KeyPlace
    let ring: KeyRing
    let callers: TokenCallers

    init(
        keySet: [UInt8]? = TestIssuer.usual,
        participants: ParticipantRegister = .open,
        ring ringSettings: KeyRing.Settings = KeyRing.Settings(),
        cachedTokens: Int = 100,
        proofs: ProofSettings = .ofTests,
        maybeBearerEverywhere: Bool = false
    ) {
        let place = KeyPlace(keySet, participants)
        self.place = place
        ring = KeyRing(ringSettings, now: { place.now }, fetch: { try await place.fetch() })
        var settings = TokenCallers.Settings(audience: TestIssuer.audience)
        settings.cachedTokens = cachedTokens
        settings.proofs = proofs
        callers = TokenCallers(
            settings,
            issuers: [
                TokenCallers.Issuer(TestIssuer.name, keys: ring, maybeBearerEverywhere: maybeBearerEverywhere)
            ],
            participants: { place.participants },
            now: { place.now }
        )
    }

    /// Over callers that were made elsewhere; the ring is not theirs.
    init(_ place: KeyPlace, _ callers: TokenCallers) {
        self.place = place
        self.callers = callers
        ring = KeyRing(KeyRing.Settings(), now: { place.now }, fetch: { try await place.fetch() })
    }

    /// The caller of a request with these Authorization fields.
    /// - Parameter proofs: its DPoP fields
    func caller(
        _ fields: [String],
        method: HTTPRequest.Method = .get,
        path: String = "/v1/fhir/Patient/1",
        authority: String = "localhost",
        proofs: [String] = []
    ) async throws -> Caller {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        for field in fields { head.headerFields.append(HTTPField(name: .authorization, value: field)) }
        for proof in proofs { head.headerFields.append(HTTPField(name: .init("DPoP")!, value: proof)) }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let segments = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        guard case .found(let row, _, _, _) = RouteTable.match(method, segments, hasQuery: path.contains("?")) else {
            throw NoSuchRoute()
        }
        let route = RouteTable.rows[row]
        return try await callers.caller(of: request, taking: route.scopes, by: route.schemes, requestID: "r1")
    }

    func caller(_ token: String, method: HTTPRequest.Method = .get, path: String = "/v1/fhir/Patient/1") async throws
        -> Caller
    {
        try await caller(["Bearer " + token], method: method, path: path)
    }

    /// The refusal that a request gets; nil when it is let through.
    func refusal(
        _ fields: [String],
        method: HTTPRequest.Method = .get,
        path: String = "/v1/fhir/Patient/1",
        authority: String = "localhost",
        proofs: [String] = []
    ) async throws -> HTTPRefusal? {
        do {
            _ = try await caller(fields, method: method, path: path, authority: authority, proofs: proofs)
            return nil
        } catch let refusal as HTTPRefusal {
            return refusal
        }
    }

    func refusal(_ token: String, method: HTTPRequest.Method = .get, path: String = "/v1/fhir/Patient/1") async throws
        -> HTTPRefusal?
    {
        try await refusal(["Bearer " + token], method: method, path: path)
    }
}
