import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// The token of a professional beside that of the system, where persons in care are put into a scope (row R02).
struct UserTokenTests {
    private static let hpr = "helseid://claims/hpr/hpr_number"
    private static let system = TestIssuer.claims.with([
        "scope": .string("svar/replica"), hpr: nil, "helseid://claims/identity/security_level": nil,
    ])

    private static let details = JSONValue.object(["approvals": .array([.object(["profession": "LE"])])])

    /// A professional's token, with claims changed.
    private static func doctor(_ changes: KeyValuePairs<String, JSONValue?> = [:]) throws -> String {
        try TestIssuer.token(TestIssuer.claims.with(["helseid://claims/hpr/hpr_details": details]).with(changes))
    }

    private let fixture = SyncFixture(callers: CallerFixture().callers) { $0.isSandbox = false }

    private static func fields(_ user: [String], basis: String? = "UNNTAK") throws -> HTTPFields {
        var fields: HTTPFields = [.authorization: "Bearer \(try TestIssuer.token(system))"]
        for token in user { fields.append(HTTPField(name: .userToken, value: token)) }
        if let basis { fields[.init("access-basis")!] = basis }
        return fields
    }

    /// Status and code of a scope that follows `p1` in care.
    private func answer(_ fields: HTTPFields) async throws -> String {
        let replica = try await fixture.enrol(following: [], try Self.fields([], basis: nil))
        let answer = try await fixture.send(.put, replica + "/scope", fields, fixture.scope(["p1"], basis: "care"))
        let code = try answer.faultCode ?? answer.json?["issue"]?[0]?["details"]?["text"]?.string ?? ""
        return "\(answer.status.code) \(code)"
    }

    @Test func aProfessionalsOwnTokenPutsAPersonIn() async throws {
        try await fixture.person("p1", reports: ["a"])
        #expect(try await answer(try Self.fields([Self.doctor()])) == "200 ")
        let row = try #require(fixture.access.rows.last ?? (fixture.store as? MemoryStore)?.audit.last)
        #expect(row.actor.id == "9144889" && row.actor.role == "personnel")
    }

    @Test func whatDoesNotDoIsRefusedAndNever401() async throws {
        let wrong = "403 user-token-refused"
        #expect(try await answer(try Self.fields([])) == "403 user-token-missing")
        #expect(try await answer(try Self.fields(["x"])) == wrong)
        #expect(try await answer(try Self.fields([Self.doctor(), Self.doctor()])) == wrong)
        for changes in [
            ["scope": .string("svar/replica")], [Self.hpr: nil], [Self.hpr: .string("1")],
            ["helseid://claims/identity/security_level": .string("3")], ["exp": JSONValue(TestIssuer.time - 600)],
            ["aud": .string("other")], ["helseid://claims/client/claims/orgnr_parent": .string("310000002")],
        ] as [KeyValuePairs<String, JSONValue?>] {
            #expect(try await answer(try Self.fields([Self.doctor(changes)])) == wrong)
        }
        #expect(try await answer(try Self.fields([Self.doctor()], basis: nil)).hasPrefix("400"))
        // A token that is bound to a key is shown by whoever proves that they hold it.
        #expect(
            try await answer(
                try Self.fields([Self.doctor(["cnf": .object(["jkt": .string(TestClient().thumbprint)])])])
            ) == wrong
        )
    }

    /// One proof for both, when both are bound to the key that it is made with.
    @Test func aBoundTokenGoesWithTheRequestsOwnProof() async throws {
        let client = TestClient()
        let binding = JSONValue.object(["jkt": .string(client.thumbprint)])
        let own = try TestIssuer.token(Self.system.with(["cnf": binding]))
        func fields(_ path: String, _ method: String, user: String?) throws -> HTTPFields {
            let address = "https://svar.example.org" + SyncFixture.root + path
            let proof = try client.proof(own, ["htm": .string(method), "htu": .string(address)])
            var fields: HTTPFields = [.authorization: "DPoP " + own, .init("DPoP")!: proof]
            if let user { (fields[.userToken], fields[.init("access-basis")!]) = (user, "UNNTAK") }
            return fields
        }
        let enrolled = try await fixture.send(.post, "", fields("", "POST", user: nil), #"{"schema":1}"#)
        let path = "/\(try #require(try enrolled.json?["replica"]?.string))/scope"
        let body = fixture.scope(["p1"], basis: "care")
        let other = JSONValue.object(["jkt": .string(TestClient(TestIssuer.p256).thumbprint)])
        for (user, status) in [(try Self.doctor(["cnf": binding]), 200), (try Self.doctor(["cnf": other]), 403)] {
            let answer = try await fixture.send(.put, path, fields(path, "PUT", user: user), body)
            #expect(answer.status.code == status)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let userToken = Self(UserTokenField.name)!
}
