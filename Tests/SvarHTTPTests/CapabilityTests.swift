import HTTPTypes
import HummingbirdTesting
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import Testing

struct CapabilityTests {
    private func statement() async throws -> JSONNode {
        try #require(try await EdgeFixture().send(.get, "/v1/fhir/metadata").json)
    }

    @Test func isAStatementOfThisServer() async throws {
        let root = try await statement()
        #expect(root["resourceType"]?.string == "CapabilityStatement")
        #expect(root["fhirVersion"]?.string == "4.0.1")
        #expect(root["software"]?["version"]?.string == "1.2.3")
        #expect(root["implementation"]?["url"]?.string == "http://localhost/v1/fhir")
    }

    @Test func declaresEveryHostedTypeOnce() async throws {
        let types = try await statement()["rest"]?[0]?["resource"]?.elements.compactMap { $0["type"]?.string }
        #expect(types == HostedType.allCases.map(\.rawValue))
    }

    /// FHIR code → the method and path that must then be found.
    private static let paths: [String: (String, String)] = [
        "read": ("GET", "/v1/fhir/TYPE/x"), "vread": ("GET", "/v1/fhir/TYPE/x/_history/y"),
        "history-instance": ("GET", "/v1/fhir/TYPE/x/_history"), "history-type": ("GET", "/v1/fhir/TYPE/_history"),
        "update": ("PUT", "/v1/fhir/TYPE/x"), "delete": ("DELETE", "/v1/fhir/TYPE/x"),
        "create": ("POST", "/v1/fhir/TYPE"), "search-type": ("GET", "/v1/fhir/TYPE"),
        "transaction": ("POST", "/v1/fhir"), "batch": ("POST", "/v1/fhir"), "search-system": ("GET", "/v1/fhir"),
        "history-system": ("GET", "/v1/fhir/_history"),
    ]

    @Test func everyDeclaredInteractionHasARoute() async throws {
        let rest = try #require(try await statement()["rest"]?[0])
        func check(_ code: String, type: String) throws {
            let (method, path) = try #require(Self.paths[code])
            let target = try Target(path.replacing("TYPE", with: type))
            guard case .found = RouteTable.match(.init(method)!, target.segments) else {
                Issue.record("\(code) has no route")
                return
            }
        }
        for resource in rest["resource"]!.elements {
            for code in resource["interaction"]!.elements.compactMap({ $0["code"]?.string }) {
                try check(code, type: resource["type"]!.string!)
            }
        }
        for code in rest["interaction"]!.elements.compactMap({ $0["code"]?.string }) { try check(code, type: "") }
    }

    @Test func everyFHIRRouteIsDeclared() async throws {
        let rest = try #require(try await statement()["rest"]?[0])
        let system = rest["interaction"]!.elements.compactMap { $0["code"]?.string }
        let resources = Array(rest["resource"]!.elements)
        for row in RouteTable.rows where row.template.hasPrefix(RouteTable.basePath) {
            switch try #require(row.declared) {
            case .implied:
                let isOtherWay = [.capabilities, .searchAuditEvents, .searchConsents, .explainAccess].contains(
                    row.interaction
                )
                #expect(RouteTable.searches.contains(row.interaction) || isOtherWay)
            case .system(let codes): #expect(codes.allSatisfy(system.contains))
            case .type(let code):
                for resource in resources {
                    #expect(resource["interaction"]!.elements.contains { $0["code"]?.string == code })
                }
            case .flag(let name, let value):
                for resource in resources {
                    let flag = resource[name]
                    #expect(flag?.string == value || flag?.bool.map(String.init) == value)
                }
            case .served(let type, let code):
                let resource = try #require(resources.first { $0["type"]?.string == type })
                #expect(resource["interaction"]!.elements.contains { $0["code"]?.string == code })
            case .operation(let type, let name, let definition):
                let resource = try #require(resources.first { $0["type"]?.string == type })
                let found = resource["operation"]?.elements.first { $0["name"]?.string == name }
                #expect(found?["definition"]?.string == definition)
            }
        }
    }

    @Test func saysWhichScopesThereAre() async throws {
        let security = try #require(try await statement()["rest"]?[0]?["security"])
        #expect(CallerScope.allCases.allSatisfy { security["description"]?.string?.contains($0.rawValue) == true })
    }

    /// A pair of requests that no caller may confuse: the one without a query does nothing.
    @Test(arguments: [HTTPRequest.Method.put, .delete])
    func aConditionalWriteNeedsItsCondition(_ method: HTTPRequest.Method) throws {
        let segments = ["v1", "fhir", "Patient"]
        #expect(RouteTable.match(method, segments) == .queryMissing)
        guard case .found(let row, _, _, _) = RouteTable.match(method, segments, hasQuery: true) else {
            Issue.record("no route")
            return
        }
        #expect(RouteTable.rows[row].needsQuery)
    }

    @Test func everyInteractionHasARow() {
        #expect(Set(RouteTable.rows.map(\.interaction)) == Set(Interaction.allCases))
        #expect(Set(RouteTable.rows.map { "\($0.method) \($0.template)" }).count == RouteTable.rows.count)
    }

    /// All that the layer takes, but for the includes, which have their own place in a statement.
    @Test func theNationalStatementListsWhatTheLayerTakes() async throws {
        let root = try #require(try await EdgeFixture().send(.get, "/pps/v2/metadata").json)
        for resource in try #require(root["rest"]?[0]?["resource"]).elements {
            let type = try #require(resource["type"]?.string.flatMap(HostedType.init))
            let listed = resource["searchParam"]?.elements.compactMap { $0["name"]?.string } ?? []
            let taken = try #require(NationalParameters.accepted[type]).filter { !$0.contains("include") }
            #expect(listed.sorted() == taken.sorted(), "\(type)")
        }
    }

    @Test func everyDeclaredSearchParameterIsTaken() async throws {
        let edge = EdgeFixture()
        for resource in try await statement()["rest"]![0]!["resource"]!.elements {
            for parameter in resource["searchParam"]!.elements {
                let path = "/v1/fhir/\(resource["type"]!.string!)?\(parameter["name"]!.string!)=a"
                #expect(try await edge.send(.get, path).status == .ok)
            }
        }
    }
}
