import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import Testing

@testable import SvarServices

/// http://hl7.org/fhir/R4/search.html#summary and #elements
struct SubsetTests {
    private static let tag =
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}"#

    private static let observation = #"""
        { "resourceType" : "Observation" ,"id":"a", "meta":{"versionId":"1","tag":[{"code":"x"}]},
          "text":{"status":"generated","div":"<div>4</div>"}, "contained":[{"resourceType":"Device"}],
          "extension":[{"url":"u","valueCode":"c"}], "modifierExtension":[{"url":"m","valueCode":"c"}],
          "status" : "fin\u0061l", "_status":{"id":"s"}, "code":{"text":"Na"},
          "valueQuantity":{"value":1.10 ,"unit":"mmol"}, "note":[{"text":"n"}],
          "component":[{"code":{"text":"c"},"interpretation":[{"text":"H"}],"valueString":"v"}] }
        """#

    private func applied(_ summary: SearchRequest.Summary?, _ elements: [String] = []) throws -> String {
        let subset = try #require(Subset(summary: summary, elements: elements))
        return String(decoding: try subset.applied(to: Array(Self.observation.utf8)), as: UTF8.self)
    }

    @Test func summaryKeepsSummaryElementsByteForByte() throws {
        let expected =
            #"{"resourceType" : "Observation","id":"a","meta":{"versionId":"1","tag":[{"code":"x"},\#(Self.tag)]},"#
            + #""modifierExtension":[{"url":"m","valueCode":"c"}],"status" : "fin\u0061l","_status":{"id":"s"},"#
            + #""code":{"text":"Na"},"valueQuantity":{"value":1.10,"unit":"mmol"},"#
            + #""component":[{"code":{"text":"c"},"valueString":"v"}]}"#
        #expect(try applied(.yes) == expected)
    }

    @Test func textKeepsTheNarrativeAndWhatIsRequired() throws {
        let root = try JSONDocument(Array(try applied(.text).utf8)).root
        #expect(
            root.members.map(\.key)
                == ["resourceType", "id", "meta", "text", "modifierExtension", "status", "_status", "code"]
        )
    }

    @Test func dataLeavesOutTheNarrativeAlone() throws {
        let all = try JSONDocument(Array(Self.observation.utf8)).root.members.map(\.key)
        let root = try JSONDocument(Array(try applied(.data).utf8)).root
        #expect(root.members.map(\.key) == all.filter { $0 != "text" })
        #expect(
            root["component"].map { Array($0.bytes) }
                == #"[{"code":{"text":"c"},"interpretation":[{"text":"H"}],"valueString":"v"}]"#.bytes
        )
    }

    @Test(arguments: [["value"], ["valueQuantity"], ["note", "value"], ["unknown"]])
    func elementsKeepWhatIsNamedAndRequired(_ names: [String]) throws {
        let root = try JSONDocument(Array(try applied(nil, names).utf8)).root
        let required = ["resourceType", "id", "meta", "modifierExtension", "status", "_status", "code"]
        let named = names.flatMap { $0 == "value" ? ["valueQuantity"] : $0 == "unknown" ? [] : [$0] }
        #expect(Set(root.members.map(\.key)) == Set(required + named))
        #expect(root["meta"]?["tag"]?[1]?["code"]?.isString("SUBSETTED") == true)
    }

    @Test func wholeResourceNeedsNoSubset() {
        #expect(Subset(summary: nil, elements: []) == nil)
        #expect(Subset(summary: .no, elements: []) == nil)
    }

    @Test(arguments: [
        (#"{"resourceType":"Patient"}"#, #"{"resourceType":"Patient","meta":{"tag":[TAG]}}"#),
        (#"{"resourceType":"Patient","meta":{}}"#, #"{"resourceType":"Patient","meta":{"tag":[TAG]}}"#),
        (
            #"{"resourceType":"Patient","meta":{"tag":[ ]}}"#, #"{"resourceType":"Patient","meta":{"tag":[ TAG]}}"#
        ),
        (#"{"resourceType":"Patient","meta":{"tag":[TAG]}}"#, #"{"resourceType":"Patient","meta":{"tag":[TAG]}}"#),
    ])
    func tagIsThereOnce(_ resource: String, _ expected: String) throws {
        let subset = try #require(Subset(summary: .yes, elements: []))
        let bytes = resource.replacing("TAG", with: Self.tag).bytes
        #expect(try subset.applied(to: bytes) == expected.replacing("TAG", with: Self.tag).bytes)
    }
}
