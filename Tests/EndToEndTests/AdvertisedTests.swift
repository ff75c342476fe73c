import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SvarJSON
import Testing

/// What the CapabilityStatement lists works; what it does not list is a 400 that names it.
@Suite(.serialized) struct AdvertisedTests {
    /// A value that every parameter of the kind understands.
    private static let values = [
        "token": ["a", "urn:x|a", "|a", "urn:x|"], "reference": ["Patient/a", "a"], "string": ["a"],
        "date": ["2024", "ge2024-02-03", "lt2024-02-03T10:11:12Z"], "number": ["1", "lt1.50"],
        "quantity": ["1.0", "gt5.4||mg", "5.4|http://unitsofmeasure.org|mg"], "uri": ["urn:x:y"],
    ]

    private func get(_ url: String) async throws -> (status: Int, body: [UInt8]) {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return (Int(response.status.code), Array(bytes.readableBytesView))
    }

    @Test func everyListedParameterAndIncludeWorksAndNothingElseDoes() async throws {
        let folder = try TemporaryFolder()
        let process = try RunningProcess(["serve", "--sandbox", "--data", folder.path + "/store", "--port", "0"])
        let base = try await process.ready() + "/v1/fhir"
        let statement = try JSONDocument(try await get(base + "/metadata").body).root
        let resources = try #require(statement["rest"]?[0]?["resource"])
        var parameters = 0
        var includes = 0
        for resource in resources.elements {
            let type = try #require(resource["type"]?.string)
            // Made for one caller about one person; their own tests ask with tokens, and a sandbox has none.
            if ["AuditEvent", "Consent"].contains(type) { continue }
            var names: Set<String> = []
            for parameter in try #require(resource["searchParam"]).elements {
                let name = try #require(parameter["name"]?.string)
                let kind = try #require(parameter["type"]?.string)
                names.insert(name)
                for value in (kind == "composite" ? composite(name) : Self.values[kind]) ?? [] {
                    let encoded = value.replacingOccurrences("|", "%7C").replacingOccurrences("$", "%24")
                    let answer = try await get("\(base)/\(type)?\(name)=\(encoded)")
                    #expect(answer.status == 200, "\(type)?\(name)=\(value)")
                }
                let missing = try await get("\(base)/\(type)?\(name):missing=true")
                #expect(missing.status == 200, "\(type) \(name)")
                parameters += 1
            }
            for field in ["searchInclude", "searchRevInclude"] {
                for include in resource[field].map({ Array($0.elements) }) ?? [] {
                    let name = field == "searchInclude" ? "_include" : "_revinclude"
                    let answer = try await get("\(base)/\(type)?\(name)=\(include.string ?? "")")
                    #expect(answer.status == 200, "\(type)?\(name)=\(include.string ?? "")")
                    includes += 1
                }
            }
            for other in ["no-such-thing", "_text", "_content", "_list", "_query", "_filter"]
            where !names.contains(other) {
                let answer = try await get("\(base)/\(type)?\(other)=a")
                let text = String(decoding: answer.body, as: UTF8.self)
                #expect(answer.status == 400 && text.contains(other), "\(type)?\(other)")
            }
        }
        print("\(parameters) parameters and \(includes) includes of \(resources.count) types, each asked for")
        #expect(parameters > 200)
        process.signal(15)
        #expect(try await process.wait() == 0)
    }

    /// A composite's parts, by the kinds its name tells.
    private func composite(_ name: String) -> [String]? {
        guard name.contains("-value-") || name == "relationship" || name == "context-type-quantity" else { return nil }
        if name.hasSuffix("-quantity") { return ["a$gt1.0"] }
        if name.hasSuffix("-date") { return ["a$2024"] }
        if name.hasSuffix("-string") || name.hasSuffix("-concept") || name == "relationship" { return ["a$b"] }
        return nil
    }
}

extension String {
    fileprivate func replacingOccurrences(_ text: String, _ other: String) -> String {
        split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
    }
}
