import HTTPTypes
import HummingbirdTesting
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarSynthetic
import Testing

/// `_pretty=true`.
struct PrettyTests {
    private func pretty(_ text: String) async throws -> String {
        let edge = EdgeFixture()
        edge.port.put(.patient, "p1", text)
        return try await edge.send(.get, "/v1/fhir/Patient/p1?_pretty=true").text
    }

    @Test func everyMemberStandsOnALineOfItsOwn() async throws {
        let text = #"{"a":1.10,"b":[],"c":{},"d":["x: {","\"]"],"e":{"f":[1e5,-0.0,true,null]}}"#
        #expect(
            try await pretty(text) == #"""
                {
                  "a": 1.10,
                  "b": [],
                  "c": {},
                  "d": [
                    "x: {",
                    "\"]"
                  ],
                  "e": {
                    "f": [
                      1e5,
                      -0.0,
                      true,
                      null
                    ]
                  }
                }

                """#
        )
    }

    @Test func whatWasIndentedIsIndentedAsOurs() async throws {
        #expect(
            try await pretty("{ \"a\" :\r\n[ 1 , 2 ],\"b\":[ \n ] }")
                == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}\n"
        )
    }

    /// Whatever is refused, and whoever refuses: the edge before and after the query is read, the use case, a form.
    @Test(arguments: [
        (HTTPRequest.Method.get, "/nowhere?_pretty=true", "", 404), (.get, "/v1/fhir/Nothing?_pretty=true", "", 404),
        (.get, "/v1/fhir/Patient/x?_pretty=true", "", 404),
        (.get, "/v1/fhir/Patient/x?_pretty=true&_summary=x", "", 400),
        (.get, "/v1/fhir/Patient/x?_pretty=true&_format=xml", "", 406),
        (.put, "/v1/fhir/Patient/x/_history?_pretty=true", "", 405),
        (.post, "/v1/fhir/Patient/_search", "_pretty=true&_format=xml", 406),
    ])
    func refusalsAreIndentedToo(_ method: HTTPRequest.Method, _ path: String, _ form: String, _ status: Int)
        async throws
    {
        let answer = try await EdgeFixture().send(method, path, method == .post ? .form : [:], body: form)
        #expect(Int(answer.status.code) == status)
        #expect(answer.text.hasPrefix("{\n  \"resourceType\": \"OperationOutcome\",\n"))
        let plain = try await EdgeFixture().send(
            method,
            path.replacing("_pretty=true", with: "_pretty=false"),
            method == .post ? .form : [:],
            body: form.replacing("_pretty=true", with: "_pretty=false")
        )
        #expect(Int(plain.status.code) == status)
        #expect(plain.text.hasPrefix(#"{"resourceType":"OperationOutcome","#))
    }

    /// Tokens taken out of the indented text are those of the text.
    @Test(arguments: 1...20)
    func onlyWhiteSpaceChanges(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let text = Self.value(depth: 5, &random)
        let pretty = try await pretty("{\"v\":\(text)}")
        #expect(Self.tokens(pretty) == Self.tokens("{\"v\":\(text)}"))
        #expect(throws: Never.self) { try JSONDocument(Array(pretty.utf8)) }
    }

    @Test func whatWouldGrowTooMuchStaysAsItIs() async throws {
        let text =
            #"{"a":"# + String(repeating: "[", count: 40) + String(repeating: "1,", count: 5_000) + "1"
            + String(repeating: "]", count: 40) + "}"
        #expect(try await pretty(text) == text)
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...4, using: &random)
        switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &random) {
        case 0: return ["0.10", "1.00e-7", "-3", "12345678901234567890.50"].randomElement(using: &random)!
        case 1: return ["true", "false", "null"].randomElement(using: &random)!
        case 2, 3: return ["\"\"", #""a b""#, #""\\\"{}[]:,""#, "\"æ\"", #""\u00e6\n""#].randomElement(using: &random)!
        case 4: return "[" + (0..<count).map { _ in value(depth: depth - 1, &random) }.joined(separator: " ,") + "]"
        default:
            let members = (0..<count).map { "\"k\($0)\" :" + value(depth: depth - 1, &random) }
            return "{ " + members.joined(separator: ",\n") + "}"
        }
    }

    /// The text without white space outside strings.
    private static func tokens(_ text: String) -> String {
        var result = ""
        var isString = false
        var isEscaped = false
        for character in text.unicodeScalars {
            if isString || !character.properties.isWhitespace { result.unicodeScalars.append(character) }
            if character == "\"", !isEscaped { isString.toggle() }
            isEscaped = character == "\\" && !isEscaped
        }
        return result
    }
}
