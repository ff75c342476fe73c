import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A few requests to a local server.
struct Client {
    let port: Int

    func get(_ path: String, _ fields: [(name: String, value: String)] = []) async throws -> Data {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        for field in fields { request.headers.add(name: field.name, value: field.value) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        guard response.status == .ok else { throw BenchError("GET answered \(response.status.code)") }
        return Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
    }

    /// The status of an answer and its body.
    func post(_ path: String, _ body: String, _ fields: [(name: String, value: String)]) async throws -> (UInt, String)
    {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        for field in fields { request.headers.add(name: field.name, value: field.value) }
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        return (response.status.code, String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    /// Creates a resource and returns its path.
    func create(_ path: String, _ body: String) async throws -> String {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/fhir+json")
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let answer = String(buffer: try await response.body.collect(upTo: 1 << 20))
        guard response.status == .created, let location = response.headers.first(name: "location"),
            let url = URL(string: location)
        else { throw BenchError("create answered \(response.status.code): \(answer)") }
        // …/Observation/[id]/_history/[version]
        return url.path.components(separatedBy: "/_history").first ?? url.path
    }
}
