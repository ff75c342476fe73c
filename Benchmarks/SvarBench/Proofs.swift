import Crypto
import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import SvarHTTP
import SvarJSON
import SvarServices

/// What a DPoP proof costs a request, beside the one signature check that it cannot do without.
enum Proofs {
    private static let count = 20_000
    private static let issuer = "https://svar.invalid/development"

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        let signer = DevelopmentKey()
        let client = DevelopmentKey()
        let now = Int64(Date().timeIntervalSince1970)
        var keySettings = KeyRing.Settings()
        keySettings.allowsDevelopmentKey = true
        let keySet = signer.keySet
        let ring = KeyRing(keySettings, now: { now * 1_000_000 }, fetch: { keySet })
        try await ring.refresh()
        let callers = TokenCallers(
            TokenCallers.Settings(audience: "svar"),
            issuers: [TokenCallers.Issuer(issuer, keys: ring)],
            participants: { .open },
            now: { now * 1_000_000 }
        )
        func token(_ binding: String?) throws -> String {
            var claims = JSONValue.object([
                "iss": .string(issuer), "aud": "svar", "exp": JSONValue(now + 600), "client_id": "bench",
                "scope": "svar/read", ClaimName.organisationParent: "310000001", ClaimName.personnelNumber: "9144889",
                ClaimName.securityLevel: "4",
            ])
            claims["cnf"] = binding.map { .object(["jkt": .string($0)]) }
            return try signer.token(claims)
        }
        let bound = try token(client.thumbprint)
        var requests: [Request] = []
        for number in 0..<count {
            let proof = try client.proof(
                method: "GET",
                address: "http://127.0.0.1:8080/v1/fhir/Observation/1",
                token: bound,
                id: "bench-\(number)",
                now: now
            )
            requests.append(request([.authorization: "DPoP " + bound, HTTPField.Name("DPoP")!: proof]))
        }
        let free = request([.authorization: "Bearer " + (try token(nil))])
        let proven = try await microseconds { number in
            _ = try await callers.caller(of: requests[number], taking: [.read], by: .any, requestID: "")
        }
        let borne = try await microseconds { _ in
            _ = try await callers.caller(of: free, taking: [.read], by: .any, requestID: "")
        }
        let floor = try await verification()
        return [
            Row(
                what: "a caller by a remembered token and a DPoP proof (ES256), CPU µs",
                measured: decimal(proven, 1),
                floor: decimal(floor, 1) + " one P-256 verification",
                ratio: decimal(proven / floor, 2) + "×",
                reach: "",
                isReached: nil
            ),
            Row(
                what: "  by a remembered bearer token, CPU µs",
                measured: decimal(borne, 2),
                floor: "",
                ratio: "",
                reach: "",
                isReached: nil
            ),
        ]
    }

    /// One check of a signature, with the key at hand and the bytes of a proof.
    static func verification() async throws -> Double {
        let key = P256.Signing.PrivateKey()
        let bytes = [UInt8](repeating: 0x61, count: 500)
        let signature = try key.signature(for: bytes)
        let publicKey = key.publicKey
        return try await microseconds { _ in
            guard publicKey.isValidSignature(signature, for: bytes) else { throw BenchError("the signature is wrong") }
        }
    }

    private static func request(_ fields: HTTPFields) -> Request {
        var head = HTTPRequest(
            method: .get,
            scheme: "http",
            authority: "127.0.0.1:8080",
            path: "/v1/fhir/Observation/1"
        )
        head.headerFields = fields
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    /// CPU time of this process for each.
    private static func microseconds(_ body: (Int) async throws -> Void) async throws -> Double {
        let start = processorSeconds()
        for number in 0..<count { try await body(number) }
        return (processorSeconds() - start) / Double(count) * 1e6
    }

    /// POSIX counts a million to the second.
    private static func processorSeconds() -> Double { Double(clock()) / 1e6 }
}
