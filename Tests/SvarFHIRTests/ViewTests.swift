import SvarFHIR
import SvarJSON
import Testing

@Suite struct ViewTests {
    private func view<View: ResourceView>(_ type: View.Type, _ text: String) throws -> View {
        try #require(Resource(try JSONDocument(Array(text.utf8)))?.view(type))
    }

    @Test func observationReadsAsAClinicianDoes() throws {
        let observation = try view(
            ObservationView.self,
            #"""
            {"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[
            {"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"NPU01370","display":"P-Bilirubin"}]},
            "effectiveDateTime":"2026-11-20","issued":"2026-11-21T10:00:00.5+01:00",
            "valueQuantity":{"value":1.50,"comparator":"<","unit":"µmol/L"},
            "referenceRange":[{"low":{"value":5},"high":{"value":25},"text":"5–25"}],
            "hasMember":[{"reference":"Observation/2"}],
            "component":[{"code":{"text":"c"},"valueString":"x"}]}
            """#
        )
        #expect(observation.id?.text == "o1")
        #expect(observation.status?.value?.text == "final")
        #expect(observation.code?.code(in: "urn:oid:2.16.578.1.12.4.1.1.7280") == "NPU01370")
        #expect(observation.issued?.value?.precision == .fraction(digits: 1))
        guard case .dateTime(let effective) = observation.effective, case .quantity(let value) = observation.value
        else {
            Issue.record("wrong types of choices")
            return
        }
        #expect(effective.value?.precision == .day)
        #expect(value.value?.text == "1.50")
        #expect(value.comparator?.text == "<")
        #expect(value.unit?.text == "µmol/L")
        #expect(observation.referenceRange.first?.high?.value?.value == FHIRDecimal("25.0"))
        #expect(observation.hasMember.first?.target?.typeName == "Observation")
        guard case .string(let part) = observation.component.first?.value else {
            Issue.record("component has no string")
            return
        }
        #expect(part.text == "x")
        #expect(observation.dataAbsentReason == nil)
        #expect(observation.interpretation.isEmpty)
    }

    @Test func siblingsAndNullSlotsKeepTheirPlace() throws {
        let patient = try view(
            PatientView.self,
            #"""
            {"resourceType":"Patient","_birthDate":{"id":"b","extension":[{"url":"urn:t","valueDateTime":"2026"}]},
            "name":[{"given":["A",null,"C"],"_given":[null,{"extension":[{"url":"urn:m","valueCode":"masked"}]}]},
            {"_given":[{"id":"g"}]},{"given":["x",1]}],"_active":{"id":"a"},"active":true}
            """#
        )
        #expect(patient.birthDate?.value == nil)
        #expect(patient.birthDate?.id == "b")
        guard case .dateTime(let time) = patient.birthDate?.extensionValue("urn:t") else {
            Issue.record("no extension")
            return
        }
        #expect(time.text == "2026")
        let given = patient.name[0].given
        #expect(given.map(\.text) == ["A", nil, "C"])
        #expect(given[1].extensions.count == 1)
        #expect(patient.name[1].given.map(\.id) == ["g"])
        #expect(patient.name[2].given.map(\.text) == ["x", nil])
        #expect(patient.active?.value?.value == true)
        #expect(patient.active?.id == "a")
        #expect(patient.gender == nil)
    }

    @Test(arguments: [
        (#""valueBoolean":true"#, "boolean"), (#""valueInteger":1"#, "integer"), (#""valueTime":"10:00:00""#, "time"),
        (#""valueRatio":{}"#, "ratio"), (#""valueSampledData":{}"#, "sampledData"), (#""valueRange":{}"#, "range"),
        (#""_valueString":{"id":"a"}"#, "string"), (#""valueCodeableConcept":{}"#, "codeableConcept"),
        (#""valueHumanName":{}"#, "other"), (#""valueset":1"#, "nil"), (#""value":1"#, "nil"),
        (#""valueString":null"#, "nil"),
    ])
    func choiceHasTheTypeOfItsName(member: String, name: String) throws {
        let observation = try view(ObservationView.self, #"{"resourceType":"Observation",\#(member)}"#)
        let shown = observation.value.map { "\($0)".prefix { $0 != "(" } } ?? "nil"
        #expect(shown == name)
    }

    @Test func elementsOfAWrongKindReadAsAbsent() throws {
        let report = try view(
            DiagnosticReportView.self,
            #"""
            {"resourceType":"DiagnosticReport","status":1,"code":"a","result":{"reference":"Observation/1"},
            "category":[1,null,{"text":"x"}],"issued":"yesterday","meta":[]}
            """#
        )
        #expect(report.status?.value == nil)
        #expect(report.code == nil)
        #expect(report.result.isEmpty)
        #expect(report.category.count == 1)
        #expect(report.issued?.value == nil)
        #expect(report.meta == nil)
    }
}
