import SvarDefinitions
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarTesting
import TestLane
import Testing

/// Rows of whole resources, against the elements that R4 names for the parameters.
@Suite(.aside)
struct SearchIndexTests {
    /// One element of each type: the parameter that finds it and by which value.
    @Test(arguments: [
        (#"{"resourceType":"DiagnosticReport","issued":"2026-01-01T10:00:00Z"}"#, "issued", "2026-01-01"),
        (#"{"resourceType":"DiagnosticReport","media":[{"link":{"reference":"Media/m"}}]}"#, "media", "m"),
        (#"{"resourceType":"Observation","effectiveInstant":"2026-01-01T10:00:00Z"}"#, "date", "2026-01-01"),
        (#"{"resourceType":"Observation","valueCodeableConcept":{"text":"Påvist"}}"#, "value-string", "påv"),
        (#"{"resourceType":"Specimen","collection":{"collectedPeriod":{"start":"2026"}}}"#, "collected", "ge2026"),
        (#"{"resourceType":"Specimen","container":[{"identifier":[{"value":"c"}]}]}"#, "container-id", "c"),
        (#"{"resourceType":"ServiceRequest","occurrenceTiming":{"event":["2026-01-02"]}}"#, "occurrence", "2026-01"),
        (#"{"resourceType":"ServiceRequest","requisition":{"system":"s","value":"1"}}"#, "requisition", "s|1"),
        (#"{"resourceType":"Patient","communication":[{"language":{"coding":[{"code":"nb"}]}}]}"#, "language", "nb"),
        (#"{"resourceType":"Patient","birthDate":"1970-05"}"#, "birthdate", "1970"),
        (
            #"{"resourceType":"RelatedPerson","gender":"female"}"#, "gender",
            "http://hl7.org/fhir/administrative-gender|female"
        ),
        (#"{"resourceType":"Encounter","length":{"value":30,"unit":"min"}}"#, "length", "30||min"),
        (#"{"resourceType":"Encounter","class":{"system":"s","code":"AMB"}}"#, "class", "s|AMB"),
        (
            #"{"resourceType":"Encounter","participant":[{"individual":{"reference":"Practitioner/a"}}]}"#,
            "practitioner", "a"
        ),
        (#"{"resourceType":"Practitioner","communication":[{"coding":[{"code":"nb"}]}]}"#, "communication", "nb"),
        (#"{"resourceType":"PractitionerRole","period":{"start":"2020"}}"#, "date", "ge2020"),
        (#"{"resourceType":"Organization","alias":["Lab"]}"#, "name", "lab"),
        (#"{"resourceType":"Location","address":{"postalCode":"0372"}}"#, "address-postalcode", "0372"),
        (
            #"{"resourceType":"ImagingStudy","series":[{"uid":"1.2","endpoint":[{"reference":"Endpoint/e"}]}]}"#,
            "endpoint", "e"
        ),
        (#"{"resourceType":"ImagingStudy","series":[{"instance":[{"uid":"1.2.3"}]}]}"#, "instance", "1.2.3"),
        (#"{"resourceType":"Media","createdDateTime":"2026"}"#, "created", "2026"),
        (
            #"{"resourceType":"DocumentReference","content":[{"attachment":{"contentType":"image/png","url":"http://x/y"}}]}"#,
            "location", "http://x/y"
        ),
        (#"{"resourceType":"DocumentReference","masterIdentifier":{"value":"m"}}"#, "identifier", "m"),
        (#"{"resourceType":"Binary","meta":{"source":"urn:s"}}"#, "_source", "urn:s"),
        (#"{"resourceType":"Provenance","target":[{"reference":"Observation/o"}]}"#, "target", "Observation/o"),
        (#"{"resourceType":"ValueSet","expansion":{"identifier":"urn:x","contains":[{"code":"c"}]}}"#, "code", "c"),
        (
            #"{"resourceType":"CodeSystem","concept":[{"code":"c","designation":[{"language":"nb","value":"x"}]}]}"#,
            "language", "nb"
        ),
        (#"{"resourceType":"StructureDefinition","context":[{"type":"element"}]}"#, "ext-context", "element"),
        (#"{"resourceType":"SearchParameter","base":["Patient"]}"#, "base", "Patient"),
    ])
    func findsTheElement(json: String, name: String, value: String) throws {
        #expect(try Searching.finds(json, name, value))
        let type = try Searching.resource(json).type
        #expect(try !Searching.finds(#"{"resourceType":"\#(type.rawValue)"}"#, name, value))
        #expect(try Searching.finds(json, name + ":missing", "false"))
    }

    /// All rows of a small resource, one by one.
    @Test func makesTheseRowsAndNoOthers() throws {
        let json = """
            {"resourceType":"Observation","id":"1","contained":[{"resourceType":"Patient","gender":"male"}],"status":"final",\
            "code":{"coding":[{"system":"s","code":"c","display":"Navn"}],"text":"Navn"},"extension":[{"url":"u","valueCode":"x"}],\
            "component":[{"code":{"coding":[{"code":"a"}]}},{"code":{"coding":[{"code":"a"}]}}]}
            """
        func slot(_ code: String, _ facet: Slot.Facet = .value) throws -> Slot {
            Slot(try #require(SearchParameters.named(.observation, code)).number, facet)
        }
        #expect(
            try Searching.rows(json) == [
                IndexRow(try slot("status"), .text("final"), .text("http://hl7.org/fhir/observation-status")),
                IndexRow(try slot("code", .text), .text("navn")),
                IndexRow(try slot("code"), .text("c"), .text("s")),
                IndexRow(try slot("component-code"), .text("a"), part: 1),
                IndexRow(try slot("component-code"), .text("a"), part: 2),
            ]
        )
    }

    @Test func everyNumberIsOneParametersOwnAndStays() {
        let stored = SearchParameters.all.filter { $0.number > 0 }
        #expect(Set(stored.map(\.number)).count == stored.count)
        // Indexes on disk hold these.
        #expect(SearchParameters.named(.diagnosticReport, "_profile")?.number == 1)
        #expect(SearchParameters.named(.observation, "code")?.number == 27)
        #expect(SearchParameters.named(.observation, "subject")?.number == 58)
        #expect(SearchParameters.named(.patient, "identifier")?.number == 123)
        #expect(SearchParameters.all.count == 471)
    }

    /// Any JSON at all gives rows or none, and not too many.
    @Test func takesAnyShape() throws {
        let strange = [
            "null", "true", "1", #""x""#, "[]", "{}", "[[1]]", #"[null,{"coding":{"coding":[]}}]"#, #"{"value":"x"}"#,
            #"{"value":1e999999999,"data":"1 2"}"#, #"{"start":1,"end":{}}"#, #"{"reference":1,"identifier":[]}"#,
        ]
        for type in HostedType.allCases {
            for parameter in SearchParameters.of(type) {
                for value in strange {
                    let names = [
                        "code", "subject", "identifier", "valueQuantity", "valueSampledData", "meta", "name",
                        "component",
                    ]
                    let members = names.map { "\"\($0)\":\(value)" }.joined(separator: ",")
                    _ = try Searching.rows(#"{"resourceType":"\#(type.rawValue)",\#(members)}"#)
                }
                #expect(parameter.base == type)
                break
            }
        }
    }

    @Test func rowsAreBounded() throws {
        let codes = (0..<60_000).map { #"{"code":"c\#($0)"}"# }.joined(separator: ",")
        let rows = try Searching.rows(#"{"resourceType":"CodeSystem","concept":[\#(codes)]}"#)
        #expect(rows.count == SearchIndex.maximumRows)
        let same = (0..<60_000).map { _ in #"{"code":"c"}"# }.joined(separator: ",")
        #expect(try Searching.rows(#"{"resourceType":"CodeSystem","concept":[\#(same)]}"#).count == 1)
    }

    /// Every parameter has rows in the official examples wherever one of its type has the names of its element.
    @Test(.enabled(if: PublicData.isPresent))
    func findsWhatTheExamplesHave() throws {
        var seen: Set<Int> = []
        var texts: [HostedType: [String]] = [:]
        let folders = ["r4-examples", "r4-definitions/ValueSet", "r4-definitions/CodeSystem", "r4-definitions/types"]
        for file in try folders.flatMap({ try PublicData.files("fhir/\($0)") }) {
            guard file.bytes.count < 500_000, let root = try? JSONDocument(file.bytes).root,
                let type = root["resourceType"]?.string.flatMap(HostedType.init)
            else { continue }
            let rows = SearchIndex.rows(of: type, root) + SearchIndex.referenceRows(of: type, root) { _ in nil }
            #expect(Set(rows).count == rows.count)
            #expect(rows.count < SearchIndex.maximumRows)
            seen.formUnion(rows.map { $0.slot.rawValue / 8 })
            texts[type, default: []].append(String(decoding: file.bytes, as: UTF8.self))
        }
        #expect(seen.count > 150)
        for fact in SearchParameterFact.all where !seen.contains(fact.number) {
            guard case .elements(let elements) = fact.source, let type = HostedType(rawValue: fact.base) else {
                continue
            }
            for element in elements {
                let names =
                    element.steps.map { "\"\($0.member)\"" }
                    + (element.steps.last?.test.map { ["\"\($0.text)\""] } ?? [])
                let has = texts[type]?.contains { text in names.allSatisfy { text.contains($0) } } ?? false
                #expect(!has || Self.elsewhere.contains("\(fact.base).\(fact.code)"), "\(fact.base).\(fact.code)")
            }
        }
    }

    /// Parameters whose element's names stand in an example, but in other elements.
    static let elsewhere: Set<String> = [
        "Observation.value-date", "ServiceRequest.replaces", "Media.device", "ValueSet._security", "ValueSet._source",
        "CodeSystem._security", "CodeSystem._source", "StructureDefinition._profile", "StructureDefinition._source",
    ]

    /// Each element of each parameter, made by the structure of its type, has a row that a search for it finds.
    @Test(arguments: HostedType.allCases)
    func everyElementIsFound(type: HostedType) throws {
        for fact in SearchParameterFact.all where fact.base == type.rawValue {
            guard case .elements(let elements) = fact.source else { continue }
            for element in elements where element.type != "exists" {
                let json = try Self.resource(type, with: element)
                let value = Self.sample(of: element.type, as: fact.kind).searched
                #expect(try Searching.finds(json, fact.code, value), "\(fact.base).\(fact.code) \(element.type)")
                #expect(try Searching.finds(json, fact.code + ":missing", "false"))
            }
        }
    }

    /// A resource with nothing but this element.
    private static func resource(_ type: HostedType, with element: SearchParameterFact.Element) throws -> String {
        let table = StructureTable.r4
        var owner = try #require(table.type(named: type.rawValue))
        var opening = ""
        var closing = ""
        for step in element.steps {
            let found = try #require(table.element(step.member, of: owner), "\(type) \(step.member)")
            let isArray = table.elements[found].marks.contains(.array)
            opening += "\"\(step.member)\":" + (isArray ? "[" : "") + "{"
            closing = "}" + (isArray ? "]" : "") + closing
            owner = table.elements[found].type
        }
        #expect(table.name(ofType: owner) == element.type)
        var value = sample(of: element.type, as: "").json
        if let test = element.steps.last?.test { value = "{\"\(test.member)\":\"\(test.text)\"," + value.dropFirst() }
        return "{\"resourceType\":\"\(type.rawValue)\",\(opening.dropLast())\(value)\(closing.dropFirst())}"
    }

    /// A value of a data type, and how it is searched for.
    private static func sample(of type: String, as kind: String) -> (json: String, searched: String) {
        switch type {
        case "CodeableConcept": (#"{"coding":[{"system":"s","code":"c"}]}"#, "s|c")
        case "Coding": (#"{"system":"s","code":"c"}"#, "s|c")
        case "Identifier", "ContactPoint": (#"{"value":"c"}"#, "c")
        case "boolean": ("true", "true")
        case "HumanName": (#"{"family":"Øvingsen"}"#, "øv")
        case "Address": (#"{"city":"Ås"}"#, "ås")
        case "date", "dateTime": (#""2026-01-02""#, "2026-01-02")
        case "instant": (#""2026-01-02T10:00:00Z""#, "2026-01-02")
        case "Period": (#"{"start":"2026-01-02","end":"2026-01-02"}"#, "2026-01-02")
        case "Timing": (#"{"event":["2026-01-02"]}"#, "2026-01-02")
        case "Range": (#"{"high":{"value":3}}"#, "3")
        case "SampledData": (#"{"origin":{"value":1},"data":"2"}"#, "3")
        case "Quantity", "Duration", "Age", "Money": (#"{"value":3.0}"#, "3")
        case "Reference": (#"{"reference":"https://x.example/1"}"#, "https://x.example/1")
        case "canonical": (#""http://c|1""#, "http://c")
        default: (#""c""#, "c")
        }
    }
}
