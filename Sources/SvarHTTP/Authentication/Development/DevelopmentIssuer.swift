package import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import Synchronization

/// An issuer of tokens that behaves as HelseID does towards clients and services: metadata, keys that change, and a token
/// endpoint with `private_key_jwt` and DPoP. It asks nobody who they are, so its keys are marked, and no server takes them
/// without being told to.
package final class DevelopmentIssuer: Sendable {
    package struct Settings: Sendable {
        /// The issuer's name and address.
        package var issuer: String
        /// Whom tokens are for.
        package var audience: String
        package var lifetimeSeconds = 600
        /// Whether proofs at the token endpoint must hold a nonce, as HelseID has it.
        package var needsNonce = false
        /// How long a proof may be used after it was made.
        package var proofLifetimeSeconds = 10
        package var users: [DevelopmentUser] = []
        package var clients: [DevelopmentClient] = []
        /// A file that says who the users are to each other, for servers: the population register.
        package var persons: [UInt8] = []
        package init(issuer: String, audience: String) {
            self.issuer = issuer
            self.audience = audience
        }
    }

    /// What it answers.
    package struct Answer: Sendable {
        package var status = 200
        package var fields: HTTPFields = [.cacheControl: "no-store"]
        package var body: [UInt8]
    }

    private let settings: Settings
    private let now: @Sendable () -> Int64
    private let proofs: ProofChecks
    private let assertions = ProofMemory(ofAKey: 10_000, ofAll: 100_000)
    /// The newest first; that one signs.
    private let keys: Mutex<[DevelopmentKey]>

    /// - Parameter now: microseconds since 1970
    package init(_ settings: Settings, now: @escaping @Sendable () -> Int64) {
        self.settings = settings
        self.now = now
        var proofs = ProofSettings()
        proofs.needsNonce = settings.needsNonce
        proofs.lifetimeSeconds = settings.proofLifetimeSeconds
        self.proofs = ProofChecks(proofs)
        keys = Mutex([Self.newKey()])
    }

    private static func newKey() -> DevelopmentKey {
        DevelopmentKey(name: String(UInt32.random(in: .min ... .max), radix: 16))
    }

    private var tokenAddress: String { settings.issuer + "/connect/token" }

    /// Answers a request.
    /// - Parameter body: the form of a POST
    package func answer(_ head: HTTPRequest, body: [UInt8]) async -> Answer {
        var answer: Answer
        let path = (head.path ?? "").prefix { $0 != "?" }
        switch (head.method, path) {
        case (.get, "/.well-known/openid-configuration"): answer = json(metadata)
        case (.get, "/jwks"): answer = Answer(body: DevelopmentKey.keySet(keys.withLock { $0 }))
        case (.get, "/users"): answer = json(.array(settings.users.map(described)))
        case (.get, "/persons"): answer = Answer(body: settings.persons)
        case (.post, "/connect/token"):
            do { answer = json(try await token(head, body)) } catch let refusal as Refusal {
                answer = self.answer(to: refusal)
            } catch {
                answer = self.answer(to: Refusal("server_error", "the token could not be signed"))
            }
        case (.post, "/keys/rotate"):
            keys.withLock { $0.insert(Self.newKey(), at: 0) }
            answer = json(.object(["keys": JSONValue(keys.withLock { $0.count })]))
        case (.post, "/keys/revoke"):
            keys.withLock { $0 = [Self.newKey()] }
            answer = json(.object(["keys": JSONValue(1)]))
        default: answer = self.answer(to: Refusal("not_found", "see /.well-known/openid-configuration and /users", 404))
        }
        if answer.fields[.contentType] == nil { answer.fields[.contentType] = "application/json" }
        answer.fields[HTTPField.Name("X-Svar-Development-Issuer")!] = "not for production"
        return answer
    }

    private var metadata: JSONValue {
        let algorithms = SignatureAlgorithm.allCases.map { JSONValue.string($0.rawValue) }
        return .object([
            "issuer": .string(settings.issuer), "jwks_uri": .string(settings.issuer + "/jwks"),
            "token_endpoint": .string(tokenAddress),
            "grant_types_supported": .array([.string("client_credentials")]),
            "token_endpoint_auth_methods_supported": .array([.string("private_key_jwt")]),
            "token_endpoint_auth_signing_alg_values_supported": .array(algorithms),
            "dpop_signing_alg_values_supported": .array(algorithms),
            "scopes_supported": .array(Set(settings.users.map(\.scope)).sorted().map { .string($0) }),
            "svar_development_only": .bool(true),
        ])
    }

    private func described(_ user: DevelopmentUser) -> JSONValue {
        .object([
            "test_user": .string(user.name), "description": .string(user.description), "scope": .string(user.scope),
            "claims": user.claims(at: now()),
        ])
    }

    private func json(_ value: JSONValue) -> Answer { Answer(body: value.bytes) }

    /// Why there is no token (RFC 6749 §5.2, RFC 9449 §5).
    private struct Refusal: Error {
        let code: String
        let text: String
        let status: Int
        var nonce: String?
        init(_ code: String, _ text: String, _ status: Int = 400) {
            self.code = code
            self.text = text
            self.status = status
        }
    }

    private func answer(to refusal: Refusal) -> Answer {
        var answer = json(
            .object(["error": .string(refusal.code), "error_description": .string(refusal.text)])
        )
        answer.status = refusal.status
        if let nonce = refusal.nonce { answer.fields[.dpopNonce] = nonce }
        return answer
    }

    /// The answer of the token endpoint.
    private func token(_ head: HTTPRequest, _ body: [UInt8]) async throws -> JSONValue {
        let now = now()
        let form = try Form(body)
        guard form["grant_type"] == "client_credentials" else {
            throw Refusal("unsupported_grant_type", "grant_type must be client_credentials")
        }
        let client = try client(form, now)
        let user = try user(form)
        let scope = try scope(form, client, user)
        let binding = try await binding(head, now)
        let seconds = now / 1_000_000
        var claims = user?.claims(at: now) ?? .object([])
        if user == nil { claims[ClaimName.organisationParent] = client.organisation.map { .string($0) } }
        claims["iss"] = .string(settings.issuer)
        claims["aud"] = .string(settings.audience)
        claims["iat"] = JSONValue(seconds)
        claims["nbf"] = JSONValue(seconds)
        claims["exp"] = JSONValue(seconds + Int64(settings.lifetimeSeconds))
        claims["jti"] = .string(String(UInt64.random(in: .min ... .max), radix: 16))
        claims["scope"] = .string(scope)
        claims[ClaimName.client] = .string(client.id)
        if claims[ClaimName.person] != nil { claims["auth_time"] = JSONValue(seconds) }
        claims["cnf"] = binding.map { .object(["jkt": .string($0)]) }
        guard let key = keys.withLock({ $0.first }) else { throw Refusal("server_error", "there is no key") }
        return .object([
            "access_token": .string(try key.token(claims)), "token_type": .string(binding == nil ? "Bearer" : "DPoP"),
            "expires_in": JSONValue(settings.lifetimeSeconds), "scope": .string(scope),
        ])
    }

    /// The client: one that is registered and says so with a key of its own, or any other for a test user.
    private func client(_ form: Form, _ now: Int64) throws -> (id: String, organisation: String?, scopes: [String]?) {
        let id = form["client_id"] ?? "svar-dev-issuer"
        guard (1...200).contains(id.utf8.count) else { throw Refusal("invalid_request", "client_id is too long") }
        guard let known = settings.clients.first(where: { $0.id == id }) else {
            guard form["client_assertion"] == nil else {
                throw Refusal("invalid_client", "the client is not registered (--clients)", 401)
            }
            guard form["test_user"] != nil else {
                throw Refusal("invalid_client", "give test_user, or client_id and client_assertion of a client", 401)
            }
            return (id, nil, nil)
        }
        guard form["client_assertion_type"] == ClientAssertion.parameter, let assertion = form["client_assertion"]
        else {
            throw Refusal("invalid_client", "the client is registered, so it needs a client_assertion", 401)
        }
        do {
            try ClientAssertion.check(
                assertion,
                client: id,
                keys: known.keys,
                audience: [settings.issuer, tokenAddress],
                memory: assertions,
                now: now
            )
        } catch let fault as ClientAssertion.Fault {
            throw Refusal("invalid_client", fault.text, 401)
        }
        return (id, known.organisation, known.scopes)
    }

    private func user(_ form: Form) throws -> DevelopmentUser? {
        guard let name = form["test_user"] else { return nil }
        guard let user = settings.users.first(where: { $0.name == name }) else {
            throw Refusal(
                "invalid_request",
                "test_user is none of \(settings.users.map(\.name).joined(separator: ", "))"
            )
        }
        return user
    }

    private func scope(
        _ form: Form,
        _ client: (id: String, organisation: String?, scopes: [String]?),
        _ user: DevelopmentUser?
    ) throws -> String {
        let known = client.scopes ?? user.map { [$0.scope] } ?? []
        guard let asked = form["scope"] else {
            guard let scope = user?.scope ?? (known.count == 1 ? known[0] : nil), known.contains(scope) else {
                throw Refusal("invalid_scope", "scope must be some of \(known.joined(separator: " "))")
            }
            return scope
        }
        guard !asked.isEmpty, asked.split(separator: " ").allSatisfy({ known.contains(String($0)) }) else {
            throw Refusal("invalid_scope", "scope must be some of \(known.joined(separator: " "))")
        }
        return asked
    }

    /// The thumbprint of the key that the request was proven with; nil without a proof.
    private func binding(_ head: HTTPRequest, _ now: Int64) async throws -> String? {
        guard head.headerFields[.dpop] != nil else { return nil }
        do {
            let proven = try await proofs.check(
                head,
                address: PublicAddress.comparable(tokenAddress),
                token: nil,
                binding: nil,
                known: nil,
                now: now
            )
            return proven.thumbprint.base64URL
        } catch let fault as ProofFault {
            var refusal = Refusal(fault.error, fault.text)
            refusal.nonce = proofs.nonce(for: fault, now: now)
            throw refusal
        } catch let refusal as HTTPRefusal {
            throw Refusal("temporarily_unavailable", refusal.issues.first?.text ?? "", 503)
        }
    }

    /// A form whose fields come once.
    private struct Form {
        private var values: [String: String] = [:]

        init(_ body: [UInt8]) throws {
            do {
                for item in try Target.form(body) {
                    guard values.updateValue(item.value, forKey: item.name) == nil else {
                        throw Refusal("invalid_request", "a parameter comes twice")
                    }
                }
            } catch is Target.Failure {
                throw Refusal("invalid_request", "the form cannot be read")
            }
        }

        subscript(name: String) -> String? { values[name] }
    }
}
