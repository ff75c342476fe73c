import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import Testing

/// Tokens and proofs that do not hold, against every address of the service: none is answered with anything but the
/// refusal. Which reason each gets, `BadTokenTests`, `ProofTests` and `ReplayTests` say.
struct HostileTokenTests {
    /// Every route that asks who calls, with a path that leads somewhere.
    private static func places(in world: HostileWorld) -> [(HTTPRequest.Method, String)] {
        RouteTable.rows.filter(\.needsCaller).map { route in
            let path = route.template.replacing("{type}", with: "Observation")
                .replacing("{id}", with: world.own["Observation"]![0]).replacing("{vid}", with: "x")
            return (route.method, path + (route.needsQuery ? "?_id=x" : ""))
        }
    }

    private static let bad = [
        BadTokenTests.requests, BadTokenTests.forms, BadTokenTests.algorithms, BadTokenTests.signatures,
        BadTokenTests.claims,
    ].flatMap { $0 }

    @Test func aTokenThatDoesNotHoldOpensNothing() async throws {
        let world = try await HostileWorld()
        let places = Self.places(in: world)
        for (number, bad) in Self.bad.enumerated() {
            let tokens = try bad.fields()
            // Each at a few places, so that all of both are seen.
            for turn in 0..<4 {
                let (method, path) = places[(number + turn * 11) % places.count]
                var fields = HTTPFields().about(world.one)
                for token in tokens { fields.append(HTTPField(name: .authorization, value: token)) }
                let answer = try await world.edge.send(method, path, fields, body: "x")
                // How somebody logged in counts where a person must have, which not every address asks for.
                let statuses = bad.fault == .lowSecurityLevel ? [401, 403] : [401]
                #expect(statuses.contains(Int(answer.status.code)), "\(bad.testDescription) \(method) \(path)")
                #expect(try answer.json?["resourceType"]?.string == "OperationOutcome")
                #expect(!answer.text.contains(world.own["Observation"]![0]) && !answer.text.contains(world.one.value))
                for part in tokens.joined(separator: ".").split(separator: ".") where part.utf8.count > 20 {
                    #expect(!answer.text.contains(part) && !answer.telling.joined().contains(part))
                }
            }
        }
        let log = world.edge.log.text
        for bad in Self.bad {
            for part in try bad.fields().joined(separator: ".").split(separator: ".") where part.utf8.count > 40 {
                #expect(!log.contains(part), "\(bad.testDescription)")
            }
        }
    }

    /// The same of proofs: of a token that is stolen without its key, every request is refused.
    @Test func aStolenTokenWithoutItsKeyOpensNothing() async throws {
        let world = try await HostileWorld()
        let client = TestClient()
        let token = try client.token(HostileWorld.doctorsClaims)
        let id = try #require(world.own["Observation"]?.first)
        let path = "/v1/fhir/Observation/\(id)"
        let address: JSONValue = .string("https://svar.example.org" + path)
        func send(
            _ path: String,
            _ proofs: [String],
            scheme: String = "DPoP",
            _ method: HTTPRequest.Method = .get
        ) async throws -> TestResponse {
            var fields = HTTPFields().about(world.one).with("access-basis", "UNNTAK")
            fields[.authorization] = "\(scheme) \(token)"
            for proof in proofs { fields.append(HTTPField(name: .init("DPoP")!, value: proof)) }
            return try await world.edge.send(method, path, fields)
        }
        for bad in [ProofTests.requests, ProofTests.headers, ProofTests.signatures, ProofTests.claims].flatMap({ $0 }) {
            let answer = try await send(path, try bad.proofs(token))
            #expect(answer.status == .unauthorized, "\(bad.testDescription)")
            #expect(!answer.text.contains(id))
        }
        // The right one: once, at this address, by this method.
        let good = try client.proof(token, ["htu": address])
        #expect(try await send(path, [good], scheme: "Bearer").status == .unauthorized)
        #expect(try await send(path, [good], .delete).status == .unauthorized)
        #expect(try await send(path + "/_history", [good]).status == .unauthorized)
        #expect(try await send(path, [good]).status == .ok)
        for again in [path, path, path + "?_pretty=true"] {
            let answer = try await send(again, [good])
            #expect(answer.status == .unauthorized)
            #expect(answer.headers[.wwwAuthenticate]?.contains("invalid_dpop_proof") == true)
        }
    }

    /// What was good is not when its time is over or its key is taken out, also when it was remembered.
    @Test func aTokenIsRefusedFromTheMomentItEnds() async throws {
        let world = try await HostileWorld()
        let id = try #require(world.own["Observation"]?.first)
        let path = "/v1/fhir/Observation/\(id)"
        #expect(try await world.ask(.get, path, HTTPFields().about(world.one)).status == .ok)
        // Ten seconds of skew after its six hundred.
        world.callers.place.pass(609)
        #expect(try await world.ask(.get, path, HTTPFields().about(world.one)).status == .ok)
        world.callers.place.pass(1)
        #expect(try await world.ask(.get, path, HTTPFields().about(world.one)).status == .unauthorized)
    }

    /// A token can hold much, and what it holds is bounded: persons by the thousand, deep claims, long lists.
    private static func list(_ count: Int, _ item: String) -> String {
        "[" + Array(repeating: item, count: count).joined(separator: ",") + "]"
    }

    private static func nested(_ count: Int, _ open: String, _ close: String) -> String {
        String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
    }

    private static let attested = "nhn:tillitsrammeverk:parameters"

    @Test(arguments: [
        (attested, list(200, #"{"patients":[]}"#)), (attested, #"{"patients":\#(list(100, "{}"))}"#),
        ("x", nested(2_000, "[", "]")), ("x", nested(500, #"{"a":"#, "}")), ("scope", list(1_000, #""s""#)),
        ("helseid://claims/identity/pid", list(500, #""1""#)), ("exp", "1" + String(repeating: "0", count: 3_000)),
        ("nbf", "-1e99999"),
    ])
    func aTokenFullOfThingsCostsNoMoreThanAnother(_ claim: String, _ value: String) async throws {
        let world = try await HostileWorld.shared.value
        let text = String(decoding: TestIssuer.claims.with([claim: nil]).bytes, as: UTF8.self).dropLast()
        let token = try TestIssuer.token(
            text: Array("\(text),\"\(claim)\":\(value)}".utf8),
            header: TestIssuer.header.bytes
        )
        let fields = HTTPFields().about(world.one).with("Authorization", "Bearer \(token)")
            .with("access-basis", "UNNTAK")
        let start = ContinuousClock.now
        let answer = try await world.edge.send(.get, "/v1/fhir/Observation?_count=1", fields)
        #expect([200, 401, 403].contains(answer.status.code), "\(answer.status)")
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(!answer.text.contains(token))
    }
}
