import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SvarDomain

/// A server that asks for tokens, and the tokens, by way of its development key: what a caller meets in production.
struct DevelopmentAccess {
    let token: String
    private let program: String
    private let store: String

    /// A doctor's token for a store.
    /// - Parameter keyFile: with the key that it is bound to; made when it is not there
    init(_ settings: BenchSettings, _ store: String, boundTo keyFile: String? = nil) throws {
        program = settings.program
        self.store = store
        let arguments = ["token", "--data", store, "--role", "personnel", "--organisation", "310000001"]
        let binding = keyFile.map { ["--dpop-key", $0] } ?? []
        let (status, output) = try run(program, arguments + ["--hpr", "9144889", "--expires", "86400"] + binding)
        guard status == 0 else { throw BenchError("svar token ended with \(status)") }
        token = output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The server on the store.
    func serve(_ more: [String] = []) throws -> Child {
        try Child(
            program,
            ["serve", "--allow-development-key", "--data", store, "--host", "127.0.0.1", "--port", "0"] + more
        )
    }

    /// The header fields of a read about one person.
    func fields(about person: PersonNumber) -> [(name: String, value: String)] {
        [("Authorization", "Bearer \(token)"), ("person-id", person.value), ("access-basis", "UNNTAK")]
    }

    /// The header fields of the person's own requests.
    func fields(asCitizen person: PersonNumber) throws -> [(name: String, value: String)] {
        let arguments = ["token", "--data", store, "--role", "citizen", "--person", person.value]
        let (status, output) = try run(program, arguments)
        guard status == 0 else { throw BenchError("svar token ended with \(status)") }
        return [("Authorization", "Bearer \(output.trimmingCharacters(in: .whitespacesAndNewlines))")]
    }

    /// The path of the person's first resource of a type.
    func first(_ type: String, of person: PersonNumber, port: Int) async throws -> String {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/fhir/\(type)?_count=1")
        for field in fields(about: person) { request.headers.add(name: field.name, value: field.value) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        guard response.status == .ok, let bundle = try JSONSerialization.jsonObject(with: body) as? [String: Any],
            let entries = bundle["entry"] as? [[String: Any]],
            let resource = entries.first?["resource"] as? [String: Any], let id = resource["id"] as? String
        else { throw BenchError("no \(type) of the person was found: \(response.status.code)") }
        return "/v1/fhir/\(type)/\(id)"
    }
}
