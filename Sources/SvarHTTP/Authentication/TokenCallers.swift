import HTTPTypes
package import Hummingbird
import SvarFHIR
package import SvarServices
import Synchronization

/// Callers by access token: a JWT signed by a trusted issuer for this service, shown as a bearer token (RFC 6750) or with
/// a proof that the sender holds the key it is bound to (RFC 9449).
///
/// The checks, in order: one Authorization field, a signed JWT in compact form, an algorithm of the list, a known key,
/// the signature, issuer, audience, time; how it may be shown, and the proof; then the scope that the request needs, and
/// what the role must say of itself.
package struct TokenCallers: CallerSource {
    /// What tokens must say.
    package struct Settings: Sendable, Hashable {
        package var audience: String
        /// How far clocks may be apart.
        package var skewSeconds = 10
        /// How many tokens that were found right are remembered.
        package var cachedTokens = 20_000
        package var proofs = ProofSettings()
        package init(audience: String) { self.audience = audience }
    }

    /// One whose tokens are taken.
    package struct Issuer: Sendable {
        /// Their `iss` claim, exactly.
        let name: String
        let keys: KeyRing
        /// Whether a token of theirs is taken as a bearer token everywhere: the key beside a store, for demo and tests.
        let maybeBearerEverywhere: Bool

        package init(_ name: String, keys: KeyRing, maybeBearerEverywhere: Bool = false) {
            self.name = name
            self.keys = keys
            self.maybeBearerEverywhere = maybeBearerEverywhere
        }
    }

    let settings: Settings
    private let issuers: [Issuer]
    private let rings: [KeyRing]
    private let cache: TokenCache
    private let proofs: ProofChecks
    private let checks = Checks()
    let participants: @Sendable () -> ParticipantRegister
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - participants: the register in force (decision 34)
    ///   - now: microseconds since 1970
    package init(
        _ settings: Settings,
        issuers: [Issuer],
        participants: @escaping @Sendable () -> ParticipantRegister,
        now: @escaping @Sendable () -> Int64
    ) {
        self.settings = settings
        self.issuers = issuers
        self.participants = participants
        self.now = now
        rings = issuers.map(\.keys)
        cache = TokenCache(capacity: settings.cachedTokens)
        proofs = ProofChecks(settings.proofs)
    }

    private final class Checks: Sendable {
        let ofTokens = Atomic<Int>(0)
        let ofProofs = Atomic<Int>(0)
    }

    /// How many tokens are remembered.
    package var remembered: Int { cache.count }
    /// How many signatures of tokens were checked, which is what costs.
    package var signatureChecks: Int { checks.ofTokens.load(ordering: .relaxed) }
    /// How many proofs were looked at: one for each request that has one.
    package var proofChecks: Int { checks.ofProofs.load(ordering: .relaxed) }
    /// How many proofs are remembered, so that none is used twice.
    package var rememberedProofs: Int { proofs.remembered }

    package func caller(
        of request: Request,
        taking scopes: [CallerScope],
        by schemes: TokenSchemes,
        requestID: String
    ) async throws -> Caller {
        let shown: Shown
        do { shown = try Self.shown(request.headers) } catch {
            throw HTTPRefusal.unauthorized(error, of: schemes)
        }
        let now = now()
        let facts: TokenFacts
        do {
            facts = try await self.facts(shown, schemes, now)
        } catch let fault as TokenFault {
            throw HTTPRefusal.unauthorized(fault, used: fault == .boundToken ? .dpop : shown.scheme, of: schemes)
        }
        if shown.scheme == .dpop {
            do { try await prove(request.head, shown, facts, now) } catch let fault as ProofFault {
                throw HTTPRefusal.unproven(fault, of: schemes, nonce: proofs.nonce(for: fault, now: now))
            }
        }
        var refusal: HTTPRefusal
        do { return try caller(facts, scopes, shown.scheme, requestID: requestID) } catch let fault as TokenFault {
            refusal = .unauthorized(fault, used: shown.scheme, of: schemes)
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

    package func user(of request: Request, by schemes: TokenSchemes, requestID: String) async throws -> Caller? {
        do {
            guard let text = try UserTokenField.read(request.headers) else { return nil }
            let now = now()
            let own = try Self.shown(request.headers)
            let system = try await facts(own, schemes, now)
            let shown = Shown(scheme: own.scheme, text: text, fingerprint: Fingerprint(text))
            let (facts, issuer) = try await verified(shown, now)
            if let binding = facts.binding {
                // The request's proof shows who holds the key: it must be the same for both tokens.
                guard own.scheme == .dpop, system.binding == binding else { throw TokenFault.boundToken }
            } else if schemes == .proofOnly, !issuers[issuer].maybeBearerEverywhere {
                throw TokenFault.bearerNotTaken
            }
            return try caller(facts, [.read, .nationalRead], own.scheme, requestID: requestID)
        } catch let fault as TokenFault {
            throw HTTPRefusal.userToken(fault.text)
        } catch let refusal as HTTPRefusal where refusal.status == 403 {
            throw HTTPRefusal.userToken(refusal.issues.first?.text ?? "")
        }
    }

    /// A token as a request shows it.
    private struct Shown {
        let scheme: TokenScheme
        let text: Substring.UTF8View
        let fingerprint: Fingerprint
    }

    /// What the token says; from memory when it was found right before. The way it is shown fits it.
    private func facts(_ shown: Shown, _ schemes: TokenSchemes, _ now: Int64) async throws -> TokenFacts {
        let (facts, issuer) = try await verified(shown, now)
        switch shown.scheme {
        case .bearer:
            if facts.binding != nil { throw TokenFault.boundToken }
            if schemes == .proofOnly, !issuers[issuer].maybeBearerEverywhere { throw TokenFault.bearerNotTaken }
        case .dpop:
            if facts.binding == nil { throw TokenFault.unboundToken }
        }
        return facts
    }

    /// The same, however it is shown.
    private func verified(_ shown: Shown, _ now: Int64) async throws -> (TokenFacts, Int) {
        if let known = cache.facts(shown.fingerprint, rings, now: now) { return known }
        return try await verify(shown, now)
    }

    /// Checks the proof of a request whose token is right: one signature each time.
    private func prove(_ head: HTTPRequest, _ shown: Shown, _ facts: TokenFacts, _ now: Int64) async throws {
        let known = facts.provenKey.withLock { $0 }
        checks.ofProofs.add(1, ordering: .relaxed)
        let used = try await proofs.check(
            head,
            address: settings.proofs.address.address(of: head),
            token: shown.fingerprint,
            binding: facts.binding,
            known: known,
            now: now
        )
        if known?.algorithm != used.key.algorithm { facts.provenKey.withLock { $0 = used.key } }
    }

    /// Checks a token that is not remembered, with the keys of the issuers that have one of the name it gives.
    private func verify(_ shown: Shown, _ now: Int64) async throws -> (TokenFacts, Int) {
        var held = rings.map { $0.held(at: now) }
        if held.contains(where: { $0 == nil }) { held = await refreshed(now) { held[$0] == nil } }
        if held.allSatisfy({ $0 == nil }) { throw HTTPRefusal.keysUnavailable }
        let token = try AccessToken(Array(shown.text))
        if !held.contains(where: { $0?.keys[token.key] != nil }) { held = await refreshed(now) { _ in true } }
        var isKnown = false
        for (issuer, held) in held.enumerated() {
            guard let held, let key = held.keys[token.key] else { continue }
            isKnown = true
            checks.ofTokens.add(1, ordering: .relaxed)
            guard key.accepts(token.signature, of: token.signed) else { continue }
            let facts = try TokenFacts(token.claims(), issuer: issuers[issuer].name, settings, now: now)
            cache.add(shown.fingerprint, facts, issuer: issuer, token.key, key.fingerprint, held)
            return (facts, issuer)
        }
        if isKnown { throw TokenFault.wrongSignature }
        // It may be of the one whose keys are not there.
        if held.contains(where: { $0 == nil }) { throw HTTPRefusal.keysUnavailable }
        throw TokenFault.unknownKey
    }

    /// The keys after some issuers were asked again, all at once: one that does not answer holds up no other's.
    private func refreshed(_ now: Int64, where isWanted: (Int) -> Bool) async -> [KeyRing.Held?] {
        await withTaskGroup { group in
            for (issuer, ring) in rings.enumerated() where isWanted(issuer) {
                group.addTask { await ring.refreshIfDue() }
            }
        }
        return rings.map { $0.held(at: now) }
    }

    /// The token of an Authorization field (RFC 6750 §2.1, RFC 9449 §7.1): the scheme in any case, one space or more,
    /// one token.
    private static func shown(_ fields: HTTPFields) throws(TokenFault) -> Shown {
        let values = fields[values: .authorization]
        guard let value = values.first else { throw .missing }
        guard values.count == 1 else { throw .severalFields }
        let name = value.utf8.prefix { $0 != 0x20 }
        guard name.count <= 6, let scheme = scheme(String(name)?.lowercased()) else { throw .otherScheme }
        let text = value.utf8.dropFirst(name.count).drop { $0 == 0x20 }
        guard !text.isEmpty else { throw .otherScheme }
        guard text.count <= AccessToken.maximumBytes else { throw .tooLong }
        return Shown(scheme: scheme, text: text, fingerprint: Fingerprint(text))
    }

    private static func scheme(_ name: String?) -> TokenScheme? {
        switch name {
        case "bearer": .bearer
        case "dpop": .dpop
        default: nil
        }
    }
}
