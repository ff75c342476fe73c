import SvarFHIR
import SvarJSON
import SvarValidation
import Testing

struct StructureCheckTests {
    @Test(arguments: Fixtures.all.keys.sorted()) func acceptsTheFixture(_ name: String) throws {
        let document = try JSONDocument(Array(try #require(Fixtures.all[name]).utf8))
        #expect(StructureCheck.check(document.root) == [])
    }

    @Test func fixturesCoverTheHostedTypes() throws {
        let types = try Fixtures.all.values.map { try JSONDocument(Array($0.utf8)).root["resourceType"]?.string }
        #expect(Set(types).isSuperset(of: HostedType.allCases.map(\.rawValue)))
    }

    @Test(arguments: Spoiled.all) func refusesWhatIsSpoiled(_ spoiled: Spoiled) throws {
        let document = try JSONDocument(Array(try spoiled.text.utf8))
        let issues = StructureCheck.check(document.root)
        #expect(issues.map(\.expression) == [[spoiled.expression]])
        #expect(issues.map(\.code) == [spoiled.code])
        #expect(issues.allSatisfy { $0.severity == .error && !$0.text.isEmpty })
    }

    @Test func givesEveryFaultInTheOrderItStands() throws {
        let text = #"{"resourceType":"Observation","colour":1,"status":7,"component":[{"valueString":""},{"code":[]}]}"#
        let issues = StructureCheck.check(try JSONDocument(Array(text.utf8)).root)
        #expect(
            issues.flatMap(\.expression) == [
                "Observation.colour", "Observation.status", "Observation.component[0].valueString",
                "Observation.component[0].code", "Observation.component[1].code", "Observation.code",
            ]
        )
    }

    @Test func givesAtMostFiftyIssues() throws {
        let names = (0..<200).map { "{\"family\": \($0)}" }.joined(separator: ",")
        let text = #"{"resourceType":"Patient","name":["# + names + "]}"
        let issues = StructureCheck.check(try JSONDocument(Array(text.utf8)).root)
        #expect(issues.count == StructureCheck.maximumIssues)
        #expect(issues.last?.expression == ["Patient.name[49].family"])
    }

    @Test(arguments: [
        #"{"resourceType":"Patient","15926100111":1}"#, #"{"resourceType":"Patient","n15926100111":1}"#,
        #"{"resourceType":"Patient","Prøve Testesen":1}"#, #"{"resourceType":"Patient","":1}"#,
        #"{"resourceType":"Patient","id":"15926100111 "}"#, #"{"resourceType":"Patient","gender":["15926100111"]}"#,
    ])
    func repeatsNothingOfTheContent(_ text: String) throws {
        let issues = StructureCheck.check(try JSONDocument(Array(text.utf8)).root)
        #expect(issues.count == 1)
        for issue in issues {
            let shown = issue.text + issue.expression.joined() + (issue.diagnostics ?? "")
            #expect(!shown.contains("15926100111") && !shown.contains("Testesen"))
            #expect(issue.expression.first?.hasPrefix("Patient") == true)
        }
    }

    @Test func readsNamesThatAreWrittenWithEscapes() throws {
        let text = #"{"resourceType":"\u0050atient","\u0067ender":"female","\u005fgender":{"id":"x"},"gen\u0064erx":1}"#
        let issues = StructureCheck.check(try JSONDocument(Array(text.utf8)).root)
        #expect(issues.map(\.expression) == [["Patient.genderx"]])
    }

    @Test func checksAResourceInsideAnotherDocument() throws {
        let text = #"  {"entry": [ {"resourceType":"Patient","gender":1} ]}"#
        let node = try #require(try JSONDocument(Array(text.utf8)).root["entry"]?[0])
        #expect(StructureCheck.check(node).map(\.expression) == [["Patient.gender"]])
    }

    @Test func nullsFillPlacesOnlyBesideValues() throws {
        func faults(_ members: String) throws -> [String] {
            let text = #"{"resourceType":"Patient","name":[{"# + members + "}]}"
            return StructureCheck.check(try JSONDocument(Array(text.utf8)).root).flatMap(\.expression)
        }
        #expect(try faults(#""given":["a",null],"_given":[null,{"id":"x"}]"#) == [])
        #expect(try faults(#""_given":[null,{"id":"x"}],"given":["a",null]"#) == [])
        #expect(try faults(#""given":["a","b"],"_given":[null,{"id":"x"}]"#) == [])
        #expect(try faults(#""_given":[{"id":"x"},{"id":"y"}]"#) == [])
        #expect(try faults(#""given":["a",null]"#) == ["Patient.name[0].given[1]"])
        #expect(try faults(#""given":["a",null],"_given":[null,null]"#) == ["Patient.name[0].given[1]"])
        #expect(try faults(#""given":["a",null],"_given":[{"id":"x"}]"#).contains("Patient.name[0].given"))
        #expect(try faults(#""_given":[null,{"id":"x"}]"#) == ["Patient.name[0].given[0]"])
        #expect(try faults(#""given":null,"_given":[{"id":"x"}]"#) == ["Patient.name[0].given"])
    }

    @Test func aRequiredPrimitiveMayHaveOnlyAnExtension() throws {
        let text = #"""
            {"resourceType":"Observation","code":{"text":"x"},"_status":{"extension":[{"url":
             "http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}
            """#
        #expect(StructureCheck.check(try JSONDocument(Array(text.utf8)).root) == [])
    }
}
