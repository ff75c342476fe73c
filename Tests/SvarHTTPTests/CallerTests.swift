import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarSearch
import SvarServices
import Synchronization
import Testing

/// Who calls, about whom, and on which ground.
struct CallerTests {
    /// Lets nobody in, and keeps the scopes it was asked with.
    private final class Nobody: CallerSource {
        let scopes = Mutex<[[CallerScope]]>([])
        let refusal: HTTPRefusal

        init(_ status: Int) { refusal = HTTPRefusal(status, .security, "not you") }

        func caller(
            of request: Request,
            taking scopes: [CallerScope],
            by schemes: TokenSchemes,
            requestID: String
        ) async throws -> Caller {
            self.scopes.withLock { $0.append(scopes) }
            throw refusal
        }
    }

    /// Paths of a row, with its variable parts filled in.
    private static func path(_ route: Route) -> String {
        route.template.replacing("{type}", with: "Patient").replacing("{id}", with: "x").replacing("{vid}", with: "y")
            .replacing("{file}", with: "z") + (route.needsQuery ? "?a=b" : "")
    }

    @Test(arguments: [401, 403])
    func nobodyGetsFurtherThanWhatIsOpen(_ status: Int) async throws {
        for route in RouteTable.rows {
            let nobody = Nobody(status)
            let edge = EdgeFixture(callers: nobody) { $0.body.maximumBytes = 10 }
            // Neither the label nor the size of the body is looked at before the caller is known.
            let response = try await edge.send(route.method, Self.path(route), body: String(repeating: "x", count: 99))
            if route.needsCaller {
                #expect(response.status.code == status, "\(route.template)")
                #expect(try response.issueCodes == ["security"])
                #expect(nobody.scopes.withLock { $0 } == [route.scopes])
            } else {
                #expect(response.status.code != status, "\(route.template)")
                #expect(nobody.scopes.withLock { $0.isEmpty })
            }
            #expect(edge.port.state.withLock { $0.callers.isEmpty })
        }
    }

    @Test func onlyWhatTellsNothingOfAnyoneIsOpen() {
        let open = RouteTable.rows.filter { !$0.needsCaller }.map(\.interaction)
        #expect(Set(open) == [.live, .ready, .metrics, .page, .capabilities, .nationalCapabilities])
        let writes: Set<Interaction> = [
            .create, .update, .delete, .conditionalUpdate, .conditionalDelete, .submitBundle, .submitMessage,
        ]
        for route in RouteTable.rows where route.needsCaller {
            #expect((route.scopes == [.produce]) == writes.contains(route.interaction))
        }
    }

    private static let number = PersonNumber(.nationalIdentity, syntheticNumber)!

    @Test func thePersonAndTheBasisComeInFields() async throws {
        let edge = EdgeFixture()
        let fields = HTTPFields().with("person-id", syntheticNumber).with("access-basis", "AKUTT")
            .with("X-Request-Id", "r-7")
        _ = try await edge.send(.get, "/v1/fhir/Patient/p1", fields)
        let caller = try #require(edge.port.state.withLock { $0.callers.first })
        #expect(caller.person == .number(Self.number))
        #expect(caller.basis == "AKUTT")
        #expect(caller.request == "r-7")
        #expect(!edge.log.text.contains(syntheticNumber))
    }

    /// In the national shape always, elsewhere where the server is told so (row A10); with the role that is asked in (A75).
    @Test(arguments: [true, false], ["/v1/fhir/Observation/_search", "/pps/v2/Observation/_search"])
    func theInterfaceSaysWhetherAnAttestationIsNeeded(_ isSet: Bool, _ path: String) async throws {
        let edge = EdgeFixture { $0.needsAttestation = isSet }
        let fields = HTTPFields.form.with("person-id", syntheticNumber).with("requester-hpr-role", "SP")
        _ = try await edge.send(.post, path, fields, body: "_count=3")
        let caller = try #require(edge.port.state.withLock { $0.callers.first })
        #expect(caller.needsAttestation == (isSet || path.hasPrefix("/pps/")))
        #expect(caller.category == "SP")
    }

    @Test func twoRolesAreOneTooMany() async throws {
        let edge = EdgeFixture()
        var fields = HTTPFields().with("person-id", syntheticNumber)
        for role in ["LE", "SP"] { fields.append(HTTPField(name: HTTPField.Name("requester-hpr-role")!, value: role)) }
        #expect(try await edge.send(.get, "/v1/fhir/Patient/p1", fields).status.code == 400)
    }

    @Test(arguments: [
        (nil, "person-id=\(syntheticNumber)&access-basis=UNNTAK&a=b", 200),
        (syntheticNumber, "person-id=\(syntheticNumber)&a=b", 200), (syntheticNumber, "a=b", 200),
        (syntheticNumber, "person-id=\(GuardTests.dNumber)&a=b", 400), (nil, "person-id=12345678901&a=b", 400),
        (nil, "person-id=\(syntheticNumber)&person-id=\(GuardTests.dNumber)&a=b", 400), ("x", "a=b", 400),
        (nil, "access-basis=WISH&a=b", 400),
    ])
    func thePersonMayComeInTheForm(_ field: String?, _ form: String, _ status: Int) async throws {
        let edge = EdgeFixture()
        var fields = HTTPFields.form
        fields[HTTPField.Name("person-id")!] = field
        let response = try await edge.send(.post, "/v1/fhir/Observation/_search", fields, body: form)
        #expect(response.status.code == status)
        #expect(!response.text.contains(syntheticNumber))
        guard status == 200 else { return }
        #expect(edge.port.state.withLock { $0.callers.map(\.person) } == [.number(Self.number)])
        #expect(edge.port.state.withLock { $0.searches.map(\.parameters) } == [[NamedValue("a", "b")]])
    }

    @Test(arguments: [
        "/v1/fhir/Patient/p1/Observation?subject:identifier=", "/v1/fhir/Patient/$everything?person-id=",
        "/v1/fhir/_history?_since=", "/v1/fhir?_id=", "/v1/fhir/Observation/$lastn?patient=", "/pps/v2/metadata?x=",
        "/docs/x?y=",
    ])
    func theNewAddressesTakeNoNumbersEither(_ path: String) async throws {
        let edge = EdgeFixture()
        let response = try await edge.send(.get, path + syntheticNumber)
        #expect(response.status == .badRequest)
        #expect(response.text.contains("POST [type]/_search"))
        #expect(edge.port.state.withLock { $0.callers.isEmpty })
    }

    @Test func thePersonOfAFormIsNoQueryParameter() async throws {
        let response = try await EdgeFixture().send(
            .post,
            "/v1/fhir/Patient/_search?person-id=\(syntheticNumber)",
            .form
        )
        #expect(response.status == .badRequest)
    }
}
