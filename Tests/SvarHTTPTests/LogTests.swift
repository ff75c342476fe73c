import HTTPTypes
import HummingbirdTesting
import Logging
import SvarFHIR
import SvarHTTP
import SvarJSON
import Testing

struct LogTests {
    /// Everything a caller can put into a request that must never reach a log or a label.
    @Test func holdsNothingThatCallersSend() async throws {
        let edge = EdgeFixture()
        let name = "Nordmannsen"
        let patient = #"{"resourceType":"Patient","id":"p1","name":[{"family":"\#(name)"}]}"#
        edge.port.put(.patient, "secretid1", patient)
        let fields = HTTPFields.fhir.with("X-Request-Id", name + " x").with("User-Agent", name)
        _ = try await edge.send(.get, "/v1/fhir/Patient/secretid1", fields)
        _ = try await edge.send(.get, "/v1/fhir/Patient?\(name)=\(syntheticNumber)", fields)
        _ = try await edge.send(.get, "/\(name)/\(syntheticNumber)", fields)
        _ = try await edge.send(.post, "/v1/fhir/Patient", fields, body: patient)
        _ = try await edge.send(.post, "/v1/fhir/Patient/_search", .form, body: "identifier=\(syntheticNumber)")
        _ = try await edge.send(.init(name)!, "/v1/fhir/Patient/secretid1", fields)
        let text = edge.log.text
        let metrics = try await edge.send(.get, "/metrics").text
        for secret in [name, syntheticNumber, "secretid1"] {
            #expect(!text.contains(secret))
            #expect(!metrics.contains(secret))
        }
        #expect(text.split(separator: "\n").count == 6)
    }

    @Test func writesOneJSONObjectARequest() async throws {
        let edge = EdgeFixture()
        _ = try await edge.send(.get, "/v1/fhir/Patient/x", HTTPFields().with("X-Request-Id", "r-1"))
        let line = try JSONDocument(Array(edge.log.text.dropLast().utf8)).root
        #expect(line["http.route"]?.string == "/v1/fhir/{type}/{id}")
        #expect(line["http.method"]?.string == "GET")
        #expect(line["http.status"]?.number == "404")
        #expect(line["request.id"]?.string == "r-1")
        #expect(line["time"]?.string == "2023-11-14T22:13:20.000000Z")
        #expect(line["duration.us"] != nil)
        #expect(line["level"]?.string == "info")
    }

    @Test func aLoggersLinesAreJSONToo() throws {
        let log = CapturedLog()
        var logger = Logger(label: "a\"b") { label in
            JSONLogHandler(label: label, sink: log.sink, level: .info, clock: { 0 })
        }
        logger[metadataKey: "k"] = "v\n"
        logger.info("hello")
        logger.debug("not this")
        let line = try JSONDocument(Array(log.text.dropLast().utf8)).root
        #expect(line["logger"]?.string == "a\"b")
        #expect(line["message"]?.string == "hello")
        #expect(line["k"]?.string == "v\n")
    }

    @Test func countsRequestsByTemplateMethodAndStatus() async throws {
        let edge = EdgeFixture()
        edge.port.put(.patient, "p1", #"{"resourceType":"Patient"}"#)
        for _ in 0..<3 { _ = try await edge.send(.get, "/v1/fhir/Patient/p1") }
        _ = try await edge.send(.get, "/v1/fhir/Patient/p2")
        _ = try await edge.send(.get, "/x/y")
        let text = try await edge.send(.get, "/metrics").text
        let route = #"method="GET",route="/v1/fhir/{type}/{id}""#
        #expect(text.contains("svar_http_requests_total{\(route),status=\"200\"} 3\n"))
        #expect(text.contains("svar_http_requests_total{\(route),status=\"404\"} 1\n"))
        #expect(text.contains(#"svar_http_requests_total{method="GET",route="unmatched",status="404"} 1"#))
        #expect(text.contains("svar_http_request_duration_seconds_count{\(route)} 4\n"))
        #expect(text.contains("svar_http_request_duration_seconds_bucket{\(route),le=\"+Inf\"} 4\n"))
        #expect(text.contains("svar_store_resources 1\n"))
        #expect(text.contains("process_resident_memory_bytes "))
        #expect(text.contains("# TYPE svar_http_request_duration_seconds histogram"))
    }

    /// By exact counts a producer could tell whether somebody they send a report about was known.
    @Test func aServiceTellsNoExactCounts() async throws {
        let edge = EdgeFixture { $0.isSandbox = false }
        for number in 1...3 { edge.port.put(.patient, "p\(number)", #"{"resourceType":"Patient"}"#) }
        #expect(try await edge.send(.get, "/metrics").text.contains("svar_store_resources 0\n"))
    }
}
