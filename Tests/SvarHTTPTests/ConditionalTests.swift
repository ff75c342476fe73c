import HTTPTypes
import HummingbirdTesting
import NIOCore
import SvarFHIR
import SvarHTTP
import SvarSearch
import SvarServices
import Synchronization
import Testing

/// Conditional reads and writes (FHIR R4 http.html#cread, #concurrency, #ccreate).
struct ConditionalTests {
    private static let body = #"{"resourceType":"Patient","id":"p1"}"#

    private func edge() -> EdgeFixture {
        let edge = EdgeFixture()
        edge.port.put(.patient, "p1", Self.body)
        return edge
    }

    /// The stored version is `v1`, of Tue, 14 Nov 2023 22:13:20.123456 GMT.
    @Test(
        arguments: [
            (#"W/"v1""#, nil, 304), (#""v1""#, nil, 304), (#"W/"v2""#, nil, 200), ("*", nil, 304),
            (#"W/"v0", W/"v1""#, nil, 304), (#"W/"v0","v2""#, nil, 200), ("v1", nil, 200), (#"W/"""#, nil, 200),
            (nil, "Tue, 14 Nov 2023 22:13:20 GMT", 304), (nil, "Tue, 14 Nov 2023 22:13:19 GMT", 200),
            (nil, "Wed, 15 Nov 2023 00:00:00 GMT", 304), (nil, "yesterday", 200), (nil, "2023-11-14", 200),
            // The tag decides alone.
            (#"W/"v2""#, "Wed, 15 Nov 2023 00:00:00 GMT", 200), (#"W/"v1""#, "Tue, 14 Nov 2023 22:13:19 GMT", 304),
        ] as [(String?, String?, Int)]
    )
    func aReadOfWhatTheCallerHasIsNotSentAgain(_ tag: String?, _ since: String?, _ status: Int) async throws {
        var fields = HTTPFields()
        fields[.ifNoneMatch] = tag
        fields[.ifModifiedSince] = since
        for path in ["/v1/fhir/Patient/p1", "/v1/fhir/Patient/p1/_history/v1"] {
            for method in [HTTPRequest.Method.get, .head] {
                let response = try await edge().send(method, path, fields)
                #expect(response.status.code == status)
                #expect(response.headers[.eTag] == #"W/"v1""#)
                #expect(response.headers[.lastModified] != nil)
                if status == 304 {
                    #expect(response.body.readableBytes == 0)
                    #expect(response.headers[.contentType] == nil)
                }
            }
        }
    }

    @Test func whatIsNotThereIsNeverUnchanged() async throws {
        let edge = edge()
        let fields = HTTPFields().with("If-None-Match", "*")
        #expect(try await edge.send(.get, "/v1/fhir/Patient/p9", fields).status == .notFound)
        _ = try await edge.send(.delete, "/v1/fhir/Patient/p1")
        #expect(try await edge.send(.get, "/v1/fhir/Patient/p1", fields).status == .gone)
    }

    @Test(arguments: ["/v1/fhir/Patient", "/v1/fhir/Patient/p1/_history", "/v1/fhir/Patient/p1/$everything"])
    func pagesHaveNoTag(_ path: String) async throws {
        let response = try await edge().send(.get, path, HTTPFields().with("If-None-Match", "*"))
        #expect(response.status == .ok)
        #expect(response.headers[.eTag] == nil)
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test(arguments: [("p1", "*", 412), ("p2", "*", 201), ("p1", #"W/"v1""#, 400)])
    func anUpdateCanAskToBeTheFirst(_ id: String, _ tag: String, _ status: Int) async throws {
        let fields = HTTPFields.fhir.with("If-None-Match", tag)
        let response = try await edge().send(.put, "/v1/fhir/Patient/\(id)", fields, body: Self.body)
        #expect(response.status.code == status)
    }

    /// Two writes of one second would both be let through.
    @Test(arguments: [
        (HTTPRequest.Method.put, "/v1/fhir/Patient/p1"), (.put, "/v1/fhir/Patient?_id=p1"),
        (.delete, "/v1/fhir/Patient/p1"), (.delete, "/v1/fhir/Patient?_id=p1"),
    ])
    func aWriteIsNotTiedToATime(_ method: HTTPRequest.Method, _ path: String) async throws {
        let edge = edge()
        let fields = HTTPFields.fhir.with("If-Unmodified-Since", "Wed, 15 Nov 2023 00:00:00 GMT")
        let refused = try await edge.send(method, path, fields, body: Self.body)
        #expect(refused.status == .badRequest)
        #expect(refused.text.contains("If-Match"))
        #expect(edge.port.state.withLock { $0.targets.isEmpty })
        // The tag decides alone.
        let done = try await edge.send(method, path, fields.with("If-Match", #"W/"v1""#), body: Self.body)
        #expect(done.status.kind == .successful)
    }

    @Test func deletesAndConditionalUpdatesTakeIfMatchToo() async throws {
        let edge = edge()
        let tag = HTTPFields.fhir.with("If-Match", #"W/"v1""#)
        _ = try await edge.send(.put, "/v1/fhir/Patient?_id=p1&a=b", tag, body: Self.body)
        _ = try await edge.send(.delete, "/v1/fhir/Patient/p1", tag)
        _ = try await edge.send(.delete, "/v1/fhir/Patient?_id=p1&_format=json", tag)
        let query = [NamedValue("_id", "p1")]
        #expect(
            edge.port.state.withLock { $0.targets } == [
                WriteTarget(.patient, .search(query + [NamedValue("a", "b")]), ifMatch: "v1"),
                WriteTarget(.patient, .id("p1"), ifMatch: "v1"),
                WriteTarget(.patient, .search(query), ifMatch: "v1"),
            ]
        )
    }

    @Test(
        arguments: [
            ("identifier=urn:x%7C1", [NamedValue("identifier", "urn:x|1")]),
            ("?_id=a&b=c+d", [NamedValue("_id", "a"), NamedValue("b", "c d")]),
            ("Patient?_id=a", [NamedValue("_id", "a")]), (nil, nil),
        ] as [(String?, [NamedValue]?)]
    )
    func aCreateHandsItsConditionOn(_ condition: String?, _ expected: [NamedValue]?) async throws {
        let edge = edge()
        var fields = HTTPFields.fhir
        fields[HTTPField.Name("If-None-Exist")!] = condition
        #expect(try await edge.send(.post, "/v1/fhir/Patient", fields, body: Self.body).status == .created)
        #expect(edge.port.state.withLock { $0.conditions } == [expected])
    }

    @Test(arguments: ["", "?", "Patient", "_id=%zz"])
    func aConditionThatSaysNothingIsRefused(_ condition: String) async throws {
        let edge = edge()
        let fields = HTTPFields.fhir.with("If-None-Exist", condition)
        #expect(try await edge.send(.post, "/v1/fhir/Patient", fields, body: Self.body).status == .badRequest)
        #expect(edge.port.state.withLock { $0.bodies.isEmpty })
    }

    @Test func aReadHandsOnWhichPartIsWanted() async throws {
        let edge = edge()
        for query in ["", "?_summary=true", "?_elements=id,name&_elements=active", "?_summary=false&_pretty=true"] {
            _ = try await edge.send(.get, "/v1/fhir/Patient/p1" + query)
        }
        #expect(
            edge.port.state.withLock { $0.shapes } == [
                nil, ReadShape(summary: .yes), ReadShape(elements: ["id", "name", "active"]), nil,
            ]
        )
    }
}
