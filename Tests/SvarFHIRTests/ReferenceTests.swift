import SvarFHIR
import SvarJSON
import Testing

@Suite struct ReferenceTests {
    @Test(
        arguments: [
            ("Patient/1", ReferenceTarget.relative(ResourceAddress(type: "Patient", id: "1"))),
            ("Patient/1/_history/2", .relative(ResourceAddress(type: "Patient", id: "1", versionId: "2"))),
            ("urn:uuid:c757873d-ec9a-4326-a141-556f43239520", .urn("urn:uuid:c757873d-ec9a-4326-a141-556f43239520")),
            ("urn:oid:1.2", .urn("urn:oid:1.2")),
            ("#p", .fragment("p")),
            ("#", .fragment("")),
            ("Practitioner?identifier=a|b", .conditional(type: "Practitioner", query: "identifier=a|b")),
            (
                "http://a.org/fhir/Patient/1",
                .absolute(
                    url: "http://a.org/fhir/Patient/1",
                    address: ResourceAddress(type: "Patient", id: "1")
                )
            ),
            (
                "https://a.org/Patient/1/_history/2",
                .absolute(
                    url: "https://a.org/Patient/1/_history/2",
                    address: ResourceAddress(type: "Patient", id: "1", versionId: "2")
                )
            ),
            ("http://a.org/about", .absolute(url: "http://a.org/about", address: nil)),
            ("http://Patient/1", .absolute(url: "http://Patient/1", address: nil)),
            ("http://a.org/Patient?x=Patient/1", .absolute(url: "http://a.org/Patient?x=Patient/1", address: nil)),
            ("patient/1", .other("patient/1")),
            ("Patient/a_b", .other("Patient/a_b")),
            ("Patient/1/2", .other("Patient/1/2")),
            ("Patient/1/_history/", .other("Patient/1/_history/")),
            ("/Patient/1", .other("/Patient/1")),
            ("Patient", .other("Patient")),
            ("", .other("")),
        ] as [(String, ReferenceTarget)]
    )
    func textHasItsForm(text: String, target: ReferenceTarget) {
        #expect(ReferenceTarget(text) == target)
    }

    private let text = #"""
        {"resourceType":"DiagnosticReport","url":"urn:uuid:names-this","identifier":[{"system":"urn:a","value":"b"}],
         "subject":{"identifier":{"system":"urn:s","value":"v"},"display":"d"},
         "result":[{"reference":"Observation/1"},{"reference":"urn:uuid:1","display":"x"}],
         "extension":[{"url":"urn:uuid:names-the-extension","valueReference":{"reference":"#c"}}],
         "presentedForm":[{"url":"Binary/1"},{"url":"http://a.org/Binary/1"}],
         "contained":[{"resourceType":"Specimen","id":"c","identifier":{"value":"x"},
           "subject":{"reference":"Patient?identifier=x"}}],
         "code":{"text":"reference"},"reference":{"reference":1}}
        """#

    @Test func scanFindsReferencesWithTheirPlaces() throws {
        let document = try JSONDocument(Array(text.utf8))
        let found = ReferenceScan.references(in: document.root)
        #expect(
            found.map(\.path) == [
                "DiagnosticReport.subject", "DiagnosticReport.result[0].reference",
                "DiagnosticReport.result[1].reference",
                "DiagnosticReport.extension[0].valueReference.reference",
                "DiagnosticReport.presentedForm[0].url", "DiagnosticReport.contained[0].subject.reference",
            ]
        )
        #expect(
            found.map(\.text) == [
                nil, "Observation/1", "urn:uuid:1", "#c", "Binary/1",
                "Patient?identifier=x",
            ]
        )
        #expect(found[0].target == .logical(system: "urn:s", value: "v"))
        #expect(found[0].valueRange == nil)
        for reference in found.dropFirst() {
            let range = try #require(reference.valueRange)
            #expect(Array(document.bytes[range]) == jsonQuoted(try #require(reference.text)))
        }
    }

    @Test func resourceTellsWhatItIsAbout() throws {
        let resource = try #require(Resource(try JSONDocument(Array(text.utf8))))
        #expect(resource.typeName == "DiagnosticReport")
        #expect(resource.hostedType == .diagnosticReport)
        #expect(resource.id == nil)
        #expect(resource.identifiers.map(\.value) == ["b"])
        #expect(resource.patientReferences.map(\.target) == [.logical(system: "urn:s", value: "v")])
        #expect(resource.references.count == 6)
        #expect(resource.view(DiagnosticReportView.self)?.contained.first?.typeName == "Specimen")
        #expect(resource.view(ObservationView.self) == nil)
    }

    @Test(arguments: [
        (#"{"resourceType":"Provenance","target":[{"reference":"Observation/1"},{"reference":"Patient/1"}]}"#, 1),
        (#"{"resourceType":"Observation","subject":{"reference":"Device/1"}}"#, 0),
        (#"{"resourceType":"Observation","subject":{"type":"Group","identifier":{"value":"1"}}}"#, 0),
        (#"{"resourceType":"Observation","subject":{"reference":"urn:uuid:1"}}"#, 1),
        (#"{"resourceType":"RelatedPerson","patient":{"reference":"http://a.org/fhir/Patient/1"}}"#, 1),
        (#"{"resourceType":"Organization","subject":{"reference":"Patient/1"}}"#, 0),
        (#"{"resourceType":"Basic","subject":{"reference":"Patient/1"}}"#, 0),
    ])
    func patientElementIsThatOfTheType(text: String, count: Int) throws {
        #expect(Resource(try JSONDocument(Array(text.utf8)))?.patientReferences.count == count)
    }

    @Test(arguments: ["[]", "{}", #"{"resourceType":1}"#, "null"])
    func otherValuesAreNoResource(text: String) throws {
        #expect(Resource(try JSONDocument(Array(text.utf8))) == nil)
    }
}
