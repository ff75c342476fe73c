import HTTPTypes
package import Hummingbird
package import SvarServices
import Synchronization

/// Callers by Bearer token (RFC 6750): a JWT signed by the trusted issuer for this service.
///
/// The checks, in order: one Authorization field, a signed JWT in compact form, an algorithm of the list, a known key,
/// the signature, issuer, audience, time; then the scope that the request needs, and what the role must say of itself.
package struct TokenCallers: CallerSource {
    /// What tokens must say.
    package struct Settings: Sendable, Hashable {
        package var issuer: String
        package var audience: String
        /// How far clocks may be apart.
        package var skewSeconds = 10
        /// How many tokens that were found right are remembered.
        package var cachedTokens = 20_000
        package init(issuer: String, audience: String) {
            self.issuer = issuer
            self.audience = audience
        }
    }

    let settings: Settings
    let keys: KeyRing
    private let cache: TokenCache
    private let checks = Checks()
    let participants: @Sendable () -> ParticipantRegister
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - participants: the register in force (decision 34)
    ///   - now: microseconds since 1970
    package init(
        _ settings: Settings,
        keys: KeyRing,
        participants: @escaping @Sendable () -> ParticipantRegister,
        now: @escaping @Sendable () -> Int64
    ) {
        self.settings = settings
        self.keys = keys
        self.participants = participants
        self.now = now
        cache = TokenCache(capacity: settings.cachedTokens)
    }

    private final class Checks: Sendable {
        let count = Atomic<Int>(0)
    }

    /// How many tokens are remembered.
    package var remembered: Int { cache.count }
    /// How many signatures were checked, which is what costs.
    package var signatureChecks: Int { checks.count.load(ordering: .relaxed) }

    package func caller(of request: Request, taking scopes: [CallerScope], requestID: String) async throws -> Caller {
        let facts: TokenFacts
        do { facts = try await self.facts(of: request.headers) } catch let fault as TokenFault {
            throw HTTPRefusal.unauthorized(fault)
        }
        var refusal: HTTPRefusal
        do { return try caller(facts, scopes, requestID: requestID) } catch let fault as TokenFault {
            refusal = .unauthorized(fault)
        } catch let other as HTTPRefusal {
            refusal = other
        }
        // The token is right, so the log of use is to know who was refused.
        refusal.caller = Caller(
            role: .unknown,
            id: facts.personnelNumber ?? "",
            client: facts.client,
            organisation: facts.organisations.first ?? "",
            request: requestID
        )
        throw refusal
    }

    /// What the token of these header fields says; from memory when it was found right before.
    private func facts(of fields: HTTPFields) async throws -> TokenFacts {
        let text = try Self.token(fields)
        let now = now()
        guard let held = await heldKeys(now) else { throw HTTPRefusal.keysUnavailable }
        let fingerprint = Fingerprint(text)
        if let facts = cache.facts(fingerprint, held, now: now) { return facts }
        return try await verify(text, fingerprint, held, now: now)
    }

    /// Checks a token that is not remembered.
    private func verify(_ text: Substring.UTF8View, _ fingerprint: Fingerprint, _ first: KeyRing.Held, now: Int64)
        async throws -> TokenFacts
    {
        let token = try AccessToken(Array(text))
        var held = first
        if held.keys[token.key] == nil {
            await keys.refreshIfDue()
            held = keys.held(at: now) ?? held
        }
        guard let key = held.keys[token.key] else { throw TokenFault.unknownKey }
        checks.count.add(1, ordering: .relaxed)
        guard key.accepts(token.signature, of: token.signed) else { throw TokenFault.wrongSignature }
        let facts = try TokenFacts(token.claims(), settings, now: now)
        cache.add(fingerprint, facts, token.key, key.fingerprint, held)
        return facts
    }

    private func heldKeys(_ now: Int64) async -> KeyRing.Held? {
        if let held = keys.held(at: now) { return held }
        await keys.refreshIfDue()
        return keys.held(at: now)
    }

    /// The token of an Authorization field (RFC 6750 §2.1): the scheme in any case, one space or more, one token.
    private static func token(_ fields: HTTPFields) throws(TokenFault) -> Substring.UTF8View {
        let values = fields[values: .authorization]
        guard let value = values.first else { throw .missing }
        guard values.count == 1 else { throw .severalFields }
        let scheme = value.utf8.prefix { $0 != 0x20 }
        guard scheme.count == 6, String(scheme)?.lowercased() == "bearer" else { throw .otherScheme }
        let token = value.utf8.dropFirst(6).drop { $0 == 0x20 }
        guard !token.isEmpty else { throw .otherScheme }
        guard token.count <= AccessToken.maximumBytes else { throw .tooLong }
        return token
    }
}
