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

    @Test func withoutLabelsEveryByteStays() throws {
        let resource = Array(#"{ "meta" : {"versionId":"1"} , "resourceType":"Basic"}"#.utf8)
        #expect(try SecurityLabels.adding([], to: resource) == resource)
    }
}
