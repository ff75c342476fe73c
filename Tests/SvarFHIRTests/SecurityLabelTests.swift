import SvarFHIR
import SvarJSON
import Testing

/// Labels that are added when a resource is served (http://hl7.org/fhir/R4/resource-definitions.html#Meta.security).
@Suite struct SecurityLabelTests {
    private static let nationalList = "urn:oid:2.16.578.1.12.4.1.1.9603"

    @Test(arguments: [
        (#"{"resourceType":"Observation","meta":{"versionId":"1"},"status":"final"}"#, 0),
        (#"{"resourceType":"Observation","meta":{},"status":"final"}"#, 0),
        (#"{"resourceType":"Observation","meta":{"security":[]},"status":"final"}"#, 0),
        (#"{"resourceType":"Observation","meta":{"security":[{"code":"R"}],"versionId":"1"},"status":"final"}"#, 1),
    ])
    func labelsStandBehindThoseThatAreThere(resource: String, present: Int) throws {
        let labelled = try SecurityLabels.adding(["NORN_FFL", "NORU"], to: Array(resource.utf8))
        let root = try JSONDocument(labelled).root
        let labels = try #require(root["meta"]?["security"]).elements.map { $0 }
        #expect(labels.count == present + 2)
        #expect(labels.suffix(2).map { $0["code"]?.string } == ["NORN_FFL", "NORU"])
        #expect(labels.suffix(2).allSatisfy { $0["system"]?.string == Self.nationalList })
        #expect(root["status"]?.string == "final")
        let before = try JSONDocument(Array(resource.utf8)).root
        #expect(root["meta"]?["versionId"]?.string == before["meta"]?["versionId"]?.string)
    }

    /// Where the time stands is a hint that saves reading: the bytes are the same.
    @Test(arguments: [
        #"{"resourceType":"Observation","status":"final"}"#,
        #"{"resourceType":"Observation","meta":{"security":[{"code":"}]\"{"}],"tag":[{"code":"a\\"}]},"status":"final"}"#,
        #"{"status":"final","resourceType":"Observation","meta":{"lastUpdated":"2020-01-01T00:00:00Z","tag":[{}]}}"#,
        #"{"resourceType":"Basic","meta":{"s\u0065curity":[{"code":"R"}]}}"#,
        #"{"resourceType":"Basic","meta":{"tag":[{"code":"security"}]},"security":1}"#,
        #"{ "meta" : { "profile" : [ "a" ] , "lastUpdated" : "2020" , "security" : [ ] } , "resourceType" : "Basic" }"#,
    ])
    func aKnownPlaceOfTheTimeChangesNothing(resource: String) throws {
        let root = try JSONDocument(Array(resource.utf8)).root
        let form = try #require(StoredForm(root, id: "a", versionId: "1"))
        let plain = try SecurityLabels.adding(["NORU"], to: form.body)
        #expect(try SecurityLabels.adding(["NORU"], to: form.body, stampOffset: form.stampOffset) == plain)
        #expect(plain.count > form.body.count)
        for wrong in [-1, 0, 5, form.body.count - 3, form.body.count] {
            #expect(try SecurityLabels.adding(["NORU"], to: form.body, stampOffset: wrong) == plain)
        }
    }

    @Test func withoutLabelsEveryByteStays() throws {
        let resource = Array(#"{ "meta" : {"versionId":"1"} , "resourceType":"Basic"}"#.utf8)
        #expect(try SecurityLabels.adding([], to: resource) == resource)
    }
}
