import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarSynthetic
import Testing

/// http://hl7.org/fhir/R4/search.html#reference and decision 3
struct ReferenceSearchTests {
    static let observation = """
        {"resourceType":"Observation","subject":{"reference":"Patient/p"},"performer":[{"reference":"Organization/a"},\
        {"reference":"PractitionerRole/b/_history/2"},{"reference":"https://x.example/fhir/Practitioner/c"},\
        {"identifier":{"system":"urn:her","value":"77"}}],"device":{"reference":"Device/d"},"specimen":{"reference":"#s"},\
        "basedOn":[{"reference":"Location/l"},{"reference":"CarePlan/m"}]}
        """

    @Test(arguments: [
        ("performer", "a", true), ("performer", "Organization/a", true), ("performer", "Practitioner/a", false),
        ("performer:Organization", "a", true), ("performer:Organization", "Organization/a", true),
        ("performer:Practitioner", "a", false), ("performer", "b", true), ("performer", "PractitionerRole/b", true),
        ("performer", "https://x.example/fhir/Practitioner/c", true), ("performer", "c", false),
        ("performer", "Practitioner/c", false), ("performer:identifier", "urn:her|77", true),
        ("performer:identifier", "77", true),
        ("performer:identifier", "urn:x|77", false), ("performer", "77", false), ("device", "Device/d", true),
        ("device", "d", true),
        ("device:Device", "d", true), ("device:DeviceMetric", "d", false), ("specimen", "#s", true),
        ("specimen", "s", false),
        ("specimen:missing", "false", true), ("performer:missing", "false", true), ("encounter:missing", "true", true),
        ("subject", "Patient/p", true), ("subject", "p", true), ("patient", "p", true), ("patient", "Patient/q", false),
        ("subject:Patient", "p", true), ("subject:Device", "p", false), ("patient:missing", "false", true),
        ("subject", "Device/p", false), ("performer", "x,a", true),
        ("based-on", "l", false), ("based-on", "Location/l", true), ("based-on", "m", true),
    ])
    func forms(name: String, value: String, isFound: Bool) throws {
        #expect(try Searching.finds(Self.observation, name, value) == isFound)
    }

    @Test func patientIsSubjectRestrictedToPatients() throws {
        let json = #"{"resourceType":"Observation","subject":{"reference":"Location/p"}}"#
        #expect(try Searching.finds(json, "subject", "p"))
        #expect(try Searching.finds(json, "patient:missing", "true"))
        #expect(try !Searching.finds(json, "subject:missing", "true"))
    }

    /// An identifier beside a literal of another type belongs to the element that the narrower parameter does not take.
    @Test(arguments: [
        ("participant:missing", "false", true), ("participant:identifier", "urn:x|1", true),
        ("practitioner:missing", "true", true), ("practitioner:missing", "false", false),
        ("practitioner:identifier", "urn:x|1", false), ("practitioner:identifier", "urn:x|2", false),
    ])
    func identifierBesideALiteralOfAnotherType(name: String, value: String, isFound: Bool) throws {
        let json = """
            {"resourceType":"Encounter","participant":[{"individual":{"reference":"PractitionerRole/r",
            "identifier":{"system":"urn:x","value":"1"}}}]}
            """
        #expect(try Searching.finds(json, name, value) == isFound)
    }

    @Test(arguments: ["{\"reference\":\"Practitioner/r\",", "{"])
    func identifierBesideALiteralOfTheTypeOrAlone(opening: String) throws {
        let json = """
            {"resourceType":"Encounter","participant":[{"individual":\(opening)
            "identifier":{"system":"urn:x","value":"1"}}}]}
            """
        for name in ["participant", "practitioner"] {
            #expect(try Searching.finds(json, name + ":missing", "false"))
            #expect(try Searching.finds(json, name + ":identifier", "urn:x|1"))
        }
    }

    static let number = SyntheticPerson(index: 1, seed: 1).number
    static let personSlots = SearchParameters.named(.observation, "subject").map { [Slot($0.number, .person)] } ?? []

    /// Every way to name a person is one and the same search.
    @Test(arguments: [
        ("patient", "Patient/x"), ("patient", "x"), ("subject", "Patient/x"), ("subject:Patient", "x"),
        ("patient:Patient", "x"), ("patient._id", "x"), ("subject:Patient._id", "x"),
    ])
    func namesAPersonById(name: String, value: String) throws {
        let request = try Searching.request([.observation], [(name, value)])
        #expect(request.criterion == .person(.patient("x"), slots: Self.personSlots))
        #expect(request.persons == [.patient("x")])
    }

    @Test(arguments: ["patient:identifier", "subject:identifier", "patient.identifier", "subject:Patient.identifier"])
    func namesAPersonByNumber(name: String) throws {
        let value = "\(Self.number.kind.system)|\(Self.number.value)"
        let request = try Searching.request([.observation], [(name, value)])
        #expect(request.criterion == .person(.number(Self.number), slots: Self.personSlots))
        let wrong = try Searching.request([.observation], [(name, "\(Self.number.kind.system)|12345678901")])
        #expect(wrong.criterion == .person(nil, slots: Self.personSlots))
        #expect(wrong.persons.isEmpty)
    }

    @Test func aNumberWithoutSystemIsAPersonOrAnyIdentifier() throws {
        let request = try Searching.request([.observation], [("patient.identifier", Self.number.value)])
        #expect(request.persons == [.number(Self.number)])
        guard case .any(let parts) = request.criterion else { Issue.record("no alternatives"); return }
        #expect(parts.count == 2)
        #expect(try Searching.request([.observation], [("patient.identifier", "urn:x|7")]).persons.isEmpty)
    }

    @Test func aPatientSearchNamesItsPerson() throws {
        let value = "\(Self.number.kind.system)|\(Self.number.value)"
        #expect(
            try Searching.request([.patient], [("identifier", value)]).criterion
                == .person(.number(Self.number), slots: [])
        )
        #expect(try Searching.request([.patient], [("_id", "a")]).persons == [.patient("a")])
        #expect(try Searching.request([.observation], [("_id", "a")]).persons.isEmpty)
    }

    /// Row by row: literal, logical, replaced, and what names nobody.
    @Test func indexesReferences() throws {
        let subject = Slot(try #require(SearchParameters.named(.observation, "subject")).number)
        let person = IndexRow(Slot(subject.rawValue / 8, .person), .integer(0))
        func rows(_ reference: String, replaced: String? = nil) throws -> [IndexRow] {
            let json = #"{"resourceType":"Observation","subject":\#(reference)}"#
            let root = try JSONDocument(Array(json.utf8)).root
            let place = root["subject"]?["reference"]?.range
            return SearchIndex.referenceRows(of: .observation, root) { $0 == place ? replaced : nil }
        }
        let literal = IndexRow(subject, .text("x"), .integer(Int64(HostedType.patient.number)))
        #expect(try rows(#"{"reference":"Patient/x"}"#) == [literal, person])
        #expect(try rows(#"{"reference":"urn:uuid:1"}"#, replaced: "Patient/x") == [literal, person])
        #expect(try rows(#"{"reference":"urn:uuid:1"}"#) == [IndexRow(subject, .text("urn:uuid:1"))])
        #expect(try rows(#"{"reference":"Device/x"}"#) == [IndexRow(subject, .text("x"), .text("Device"))])
        let system = Self.number.kind.system
        let logical = IndexRow(Slot(subject.rawValue / 8, .identifier), .text(Self.number.value), .text(system))
        let identifier = #""identifier":{"system":"\#(system)","value":"\#(Self.number.value)"}"#
        #expect(try rows("{\(identifier)}") == [logical, person])
        #expect(try rows(#"{"reference":"Device/x",\#(identifier)}"#).contains(person) == false)
        #expect(try rows(#"{"display":"x"}"#).isEmpty)
    }

    @Test func canonicalsCountWithoutVersion() throws {
        let json = #"{"resourceType":"StructureDefinition","baseDefinition":"http://x/S|2"}"#
        for (value, isFound) in [("http://x/S", true), ("http://x/S|2", true), ("http://x/S|1", false), ("S", false)] {
            #expect(try Searching.finds(json, "base", value) == isFound)
        }
    }

    @Test func aVersionIsNotSearchedFor() {
        #expect(throws: SearchFault.self) {
            try Searching.request([.observation], [("performer", "Organization/a/_history/1")])
        }
    }
}
