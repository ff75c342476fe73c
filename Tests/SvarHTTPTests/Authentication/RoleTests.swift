import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import Testing

/// From claims to callers.
struct RoleTests {
    static let personnel = TestIssuer.claims
    static let parent = "helseid://claims/client/claims/orgnr_parent"
    static let child = "helseid://claims/client/claims/orgnr_child"

    static let register = ParticipantRegister(
        participants: [
            ParticipantRegister.Participant(
                producer: Producer("310000001"),
                identifiers: [ParticipantRegister.Identifier(type: "ENH", value: "310000001")],
                departments: ["biochemistry": [ParticipantRegister.Identifier(type: "ENH", value: "310000044")]]
            ),
            ParticipantRegister.Participant(
                producer: Producer("310000002"),
                identifiers: [ParticipantRegister.Identifier(type: "HER", value: "310000003")],
                clients: ["laboratory", "shared"]
            ),
            ParticipantRegister.Participant(producer: Producer("310000005"), identifiers: [], clients: ["shared"]),
        ],
        isOpen: false
    )

    private static func claims(_ scope: String, _ changes: KeyValuePairs<String, JSONValue?> = [:]) -> JSONValue {
        personnel.with(["scope": .string(scope)]).with(changes)
    }

    @Test(arguments: [
        ("svar/read", HTTPRequest.Method.get, "/v1/fhir/Patient/1", "personnel"),
        ("svar/citizen", .get, "/v1/fhir/Patient/1", "citizen"),
        ("svar/produce", .get, "/v1/fhir/Patient/1", "producer"),
        ("svar/produce", .post, "/v1/messages", "producer"),
        ("svar/replica", .get, "/v1/fhir/Patient/1", "replica"),
        ("svar/operate", .get, "/v1/fhir/Patient/1", "operator"),
        ("svar/export", .get, "/v1/fhir/Patient/1", "export"),
        ("svar/guidance", .get, "/v1/fhir/Patient/1", "guidance"),
        ("svar/audit", .get, "/v1/fhir/Patient/1", "auditor"),
        // The national scope, in the national shape alone.
        ("nhn:pps/provesvar-read", .post, "/pps/v2/Observation/_search", "personnel"),
        ("nhn:pps/provesvar-read svar/citizen", .post, "/pps/v2/Observation/_search", "personnel"),
        ("nhn:pps/provesvar-read svar/citizen", .get, "/v1/fhir/Patient/1", "citizen"),
        // Several: the route decides.
        ("svar/produce svar/read", .get, "/v1/fhir/Patient/1", "personnel"),
        ("svar/produce svar/read", .head, "/v1/fhir/Patient/1", "personnel"),
        ("svar/produce svar/read", .get, "/v1/fhir/Patient/1/$everything", "personnel"),
        ("svar/produce svar/read", .post, "/v1/fhir/Patient/_search", "personnel"),
        ("svar/produce svar/read", .post, "/pps/v2/Observation/_search", "personnel"),
        ("svar/produce svar/read", .post, "/v1/fhir/Observation/$lastn", "personnel"),
        ("svar/produce svar/read", .put, "/v1/fhir/Patient/1", "producer"),
        ("svar/produce svar/read", .put, "/v1/fhir/Patient?identifier=1", "producer"),
        ("svar/produce svar/read", .delete, "/v1/fhir/Patient/1", "producer"),
        ("svar/produce svar/read", .post, "/v1/fhir", "producer"),
        ("svar/produce svar/read", .post, "/v1/fhir/Patient", "producer"),
        ("svar/produce svar/read", .post, "/v1/messages", "producer"),
        ("svar/read svar/citizen", .get, "/v1/fhir/Patient/1", "personnel"),
        ("svar/export svar/operate svar/citizen", .get, "/v1/fhir/Patient/1", "citizen"),
        ("other svar/produce svar/operate", .get, "/v1/fhir/Patient/1", "producer"),
    ]) func theRouteAndTheScopesDecideTheRole(
        _ scope: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ role: String
    ) async throws {
        let claims = Self.claims(scope, ["helseid://claims/identity/pid": .string(syntheticNumber)])
        // How a token is shown is another matter: here bearer tokens do everywhere.
        let fixture = CallerFixture(maybeBearerEverywhere: true)
        let caller = try await fixture.caller(TestIssuer.token(claims), method: method, path: path)
        #expect(caller.actor.role == role)
        #expect(caller.request == "r1")
        #expect(caller.actor.client == "journal")
    }

    /// Decision 37: a row says who. Whoever has no HPR number is named by the subject of their token, else by their
    /// client, and never by what may be an identity number.
    @Test(
        arguments: ["svar/guidance", "svar/audit"],
        [
            ("f3Zk-1", "f3Zk-1"), (nil, "journal"), ("", "journal"), ("13889910059", "journal"),
            ("no:13889910059:x", "journal"), ("a\nb", "journal"), (String(repeating: "x", count: 201), "journal"),
        ] as [(String?, String)]
    ) func guidanceAndAuditorsAreNamed(_ scope: String, _ name: (String?, String)) async throws {
        let claims = Self.claims(scope, ["sub": name.0.map { .string($0) }])
        let fixture = CallerFixture(maybeBearerEverywhere: true)
        let path = scope == "svar/audit" ? "/v1/fhir/AuditEvent" : "/v1/privacy/settings"
        let caller = try await fixture.caller(TestIssuer.token(claims), method: .get, path: path)
        #expect(caller.actor.id == name.1)
        #expect(caller.actor.client == "journal")
    }

    @Test func aListOfScopesIsAsGoodAsAText() async throws {
        let claims = Self.personnel.with(["scope": .array([.string("openid"), .string("svar/read")])])
        #expect(try await CallerFixture().caller(TestIssuer.token(claims)).role == .personnel)
    }

    @Test(arguments: [
        ("", HTTPRequest.Method.get), ("openid", .get), ("svar/readx", .get), ("SVAR/READ", .get),
        ("svar/read,svar/read", .get), ("svar/read\tsvar/read", .get), ("svar/read", .put), ("svar/read", .delete),
        ("svar/citizen", .delete), ("svar/operate", .put), ("svar/replica", .delete), ("svar/export", .put),
        ("nhn:pps/provesvar-read", .get), ("nhn:pps/provesvar-read", .put),
    ]) func withoutTheScopeItIsForbidden(_ scope: String, _ method: HTTPRequest.Method) async throws {
        let token = try TestIssuer.token(Self.claims(scope))
        let refusal = try #require(try await CallerFixture().refusal(token, method: method))
        #expect(refusal.status == 403)
        #expect(refusal.fields[.wwwAuthenticate]?.contains(#"error="insufficient_scope""#) == true)
        #expect(refusal.fields[.wwwAuthenticate]?.contains(#"scope="svar/produce""#) == (method != .get))
        #expect(refusal.issues.map(\.code) == [.forbidden])
    }

    @Test func withoutAScopeClaimItIsForbidden() async throws {
        let token = try TestIssuer.token(Self.personnel.with(["scope": nil]))
        #expect(try await CallerFixture().refusal(token)?.status == 403)
    }

    @Test(
        arguments: [
            ("svar/read", "helseid://claims/hpr/hpr_number", nil, CallerLack.personnelNumber),
            ("svar/read", "helseid://claims/hpr/hpr_number", "", .personnelNumber),
            ("svar/read", "helseid://claims/hpr/hpr_number", "12a", .personnelNumber),
            ("svar/read", "helseid://claims/hpr/hpr_number", "1234567890", .personnelNumber),
            ("svar/read", parent, nil, .organisation),
            ("svar/read", parent, "31000000", .organisation),
            ("svar/read", parent, "NO:ORGNR:310000001", .organisation),
            ("svar/citizen", "helseid://claims/identity/pid", nil, .identity),
            ("svar/citizen", "helseid://claims/identity/pid", "12345678901", .identity),
            ("svar/produce", parent, nil, .participation),
            ("svar/produce", parent, "310000009", .participation),
            ("svar/read", parent, "310000009", .participation),
            ("svar/replica", parent, "310000009", .participation),
        ] as [(String, String, String?, CallerLack)]
    )
    func aRoleThatMustSayMoreIsForbiddenWithoutIt(
        _ scope: String,
        _ claim: String,
        _ value: String?,
        _ lack: CallerLack
    )
        async throws
    {
        let claims = Self.claims(scope, [claim: value.map { .string($0) }])
        let fixture = CallerFixture(participants: Self.register)
        let refusal = try #require(try await fixture.refusal(TestIssuer.token(claims)))
        #expect(refusal.status == 403)
        #expect(refusal.issues.map(\.text) == [lack.text])
        if let value, !value.isEmpty { #expect(!refusal.issues[0].text.contains(value)) }
    }

    @Test func aCitizenIsTheOneWhoLoggedIn() async throws {
        let claims = Self.claims(
            "svar/citizen",
            ["helseid://claims/identity/pid": .string(syntheticNumber), Self.parent: nil]
        )
        let caller = try await CallerFixture().caller(TestIssuer.token(claims))
        #expect(caller.role == .citizen(try #require(PersonNumber(.nationalIdentity, syntheticNumber))))
        // The person is named by the use cases; the log of use never holds the number.
        #expect(caller.person == nil)
        #expect(caller.actor == AuditActor(role: "citizen", id: "", client: "journal", organisation: ""))
    }

    @Test func personnelAreNamedByNumberAndTheUnitTheyWorkIn() async throws {
        let claims = Self.claims("svar/read", [Self.child: .string("310000044")])
        let caller = try await CallerFixture(participants: Self.register).caller(TestIssuer.token(claims))
        #expect(
            caller.actor
                == AuditActor(role: "personnel", id: "9144889", client: "journal", organisation: "310000044")
        )
    }

    @Test(
        arguments: [
            (["310000001"], "any", "310000001"),
            (["310000044", "310000009"], "any", "310000001"),
            (["310000009", "310000001"], "any", "310000001"),
            (["310000009"], "any", nil),
            // Clients that are named are the only ones.
            (["310000002"], "laboratory", "310000002"),
            (["310000002"], "other", nil),
            (["310000001"], "laboratory", "310000001"),
            // A HER-id is no organisation number.
            (["310000003"], "laboratory", nil),
            // Without organisations the client says who, when one alone names it.
            ([], "laboratory", "310000002"),
            ([], "shared", nil),
            ([], "any", nil),
        ] as [([String], String, String?)]
    )
    func theRegisterSaysForWhom(_ organisations: [String], _ client: String, _ producer: String?) {
        #expect(Self.register.producer(organisations: organisations, client: client)?.rawValue == producer)
    }

    @Test func anOpenRegisterTakesOthersByTheNameTheirMessagesGet() throws {
        let token = ParticipantRegister.open.producer(organisations: ["310000044", "310000009"], client: "any")
        let department = ParticipantRegister.Identifier(type: "HER", value: "1")
        let organisation = ParticipantRegister.Identifier(type: "ENH", value: "310000009")
        let additional = ParticipantRegister.Identifier(type: "HER", value: "2")
        for message in [[department, organisation], [department, organisation, additional]] {
            #expect(ParticipantRegister.open.serviceProvider(message)?.producer == token)
        }
        #expect(ParticipantRegister.open.producer(organisations: [], client: "any") == nil)
    }
}
