import SvarFHIR
import Testing

/// A fixture with one text in it replaced, and the one issue that must come of it.
struct Spoiled: CustomTestStringConvertible, Sendable {
    let fixture: String
    let old: String
    let new: String
    let expression: String
    let code: IssueType

    init(_ fixture: String, _ old: String, _ new: String, _ expression: String, _ code: IssueType = .structure) {
        (self.fixture, self.old, self.new, self.expression, self.code) = (fixture, old, new, expression, code)
    }

    var testDescription: String { "\(fixture): \(old) → \(new)" }

    /// The fixture's text after the replacement, which must find its place exactly once.
    var text: String {
        get throws {
            let original = try #require(Fixtures.all[fixture])
            let parts = original.ranges(of: old)
            try #require(parts.count == 1, "\(old) stands \(parts.count) times in \(fixture)")
            return original.replacing(old, with: new)
        }
    }

    static let all: [Spoiled] = unknown + kinds + cardinality + choices + primitives + siblings + nested

    /// Names that R4 does not have where they stand.
    static let unknown: [Spoiled] = [
        .init("patient", #""active": true"#, #""activ": true"#, "Patient.activ"),
        .init("patient", #""active": true"#, #""fhir_comments": ["x"]"#, "Patient.fhir_comments"),
        .init(
            "patient",
            #""gender": "female","# + "\n",
            #""gender": "female", "Gender": "female","# + "\n",
            "Patient.Gender"
        ),
        .init("patient", #""rank": 1"#, #""ranks": 1"#, "Patient.telecom[0].ranks"),
        .init(
            "patient",
            #""preferred": true"#,
            #""preferred": true, "resourceType": "Patient""#,
            "Patient.communication[0].resourceType"
        ),
        .init("patient", #""deceasedBoolean": false"#, #""deceasedString": "nei""#, "Patient.deceasedString"),
        .init("patient", #""deceasedBoolean": false"#, #""deceased": false"#, "Patient.deceased"),
        .init("patient", #""active": true"#, #""_active": {"value": true, "id": "x"}"#, "Patient.active.value"),
        .init("patient", #""telecom": ["#, #""_telecom": [{"id": "x"}], "telecom": ["#, "Patient._telecom"),
        .init("observation", #""unit": "g/dL""#, #""units": "g/dL""#, "Observation.valueQuantity.units"),
        .init("observation", #""value": 11.7"#, #""comparison": "<""#, "Observation.referenceRange[0].low.comparison"),
        .init(
            "observation",
            #""text": "r""#,
            #""div": "<div>r</div>""#,
            "Observation.component[2].referenceRange[0].div"
        ),
        .init(
            "observation",
            #"{"url": "part""#,
            #"{"_url": {"id": "x"}, "url": "part""#,
            "Observation.component[3].modifierExtension[0].extension[0]._url"
        ),
        .init("binary", #""id": "b1""#, #""text": {"status": "empty"}"#, "Binary.text"),
        .init("bundle", #""type": "transaction""#, #""type": "transaction", "contained": []"#, "Bundle.contained"),
        .init(
            "codeSystem",
            #"{"code": "c"}"#,
            #"{"code": "c", "version": "1"}"#,
            "CodeSystem.concept[0].concept[0].concept[0].version"
        ),
    ]

    /// The wrong kind of JSON.
    static let kinds: [Spoiled] = [
        .init("patient", #""active": true"#, #""active": "true""#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": 1"#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": [true]"#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": {}"#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": null"#, "Patient.active"),
        .init(
            "patient",
            #""multipleBirthInteger": 2"#,
            #""multipleBirthInteger": "2""#,
            "Patient.multipleBirthInteger"
        ),
        .init("patient", #""line": ["Prøveveien 1"]"#, #""line": "Prøveveien 1""#, "Patient.address[0].line"),
        .init("patient", #""line": ["Prøveveien 1"]"#, #""line": []"#, "Patient.address[0].line"),
        .init("patient", #""line": ["Prøveveien 1"]"#, #""line": null"#, "Patient.address[0].line"),
        .init("patient", #""line": ["Prøveveien 1"]"#, #""line": ["a", ["b"]]"#, "Patient.address[0].line[1]"),
        .init(
            "patient",
            #""period": {"start": "2020-01-01T00:00:00+01:00"}"#,
            #""period": "2020""#,
            "Patient.address[0].period"
        ),
        .init(
            "patient",
            #""period": {"start": "2020-01-01T00:00:00+01:00"}"#,
            #""period": {}"#,
            "Patient.address[0].period"
        ),
        .init(
            "patient",
            #""period": {"start": "2020-01-01T00:00:00+01:00"}"#,
            #""period": [{"start": "2020"}]"#,
            "Patient.address[0].period"
        ),
        .init(
            "patient",
            #""relationship": [{"text": "søster"}]"#,
            #""relationship": {"text": "søster"}"#,
            "Patient.contact[0].relationship"
        ),
        .init(
            "patient",
            #""relationship": [{"text": "søster"}]"#,
            #""relationship": [null]"#,
            "Patient.contact[0].relationship[0]"
        ),
        .init(
            "patient",
            #""relationship": [{"text": "søster"}]"#,
            #""relationship": ["søster"]"#,
            "Patient.contact[0].relationship[0]"
        ),
        .init("observation", #""value": 13.50"#, #""value": "13.50""#, "Observation.valueQuantity.value"),
        .init("observation", #""valueInteger": -3"#, #""valueInteger": true"#, "Observation.component[1].valueInteger"),
        .init(
            "bundle",
            #"{"resourceType": "Basic", "code": {"text": "x"}}"#,
            #""Basic/1""#,
            "Bundle.entry[1].resource"
        ),
        .init(
            "documentReference",
            #""format": {"code": "x"}"#,
            #""format": {}"#,
            "DocumentReference.content[0].format"
        ),
    ]

    /// Too few.
    static let cardinality: [Spoiled] = [
        .init("observation", #""status": "final","#, "", "Observation.status", .required),
        .init(
            "observation",
            #"{"code": {"text": "b"}, "valueInteger": -3}"#,
            #"{"valueInteger": -3}"#,
            "Observation.component[1].code",
            .required
        ),
        .init(
            "observation",
            #""origin": {"value": 0}, "#,
            "",
            "Observation.component[2].valueSampledData.origin",
            .required
        ),
        .init(
            "observation",
            #"{"url": "part", "#,
            "{",
            "Observation.component[3].modifierExtension[0].extension[0].url",
            .required
        ),
        .init("observation", #", "text": "fin""#, "", "Observation.note[0].text", .required),
        .init("patient", #""url": "http://example.org/t", "#, "", "Patient.birthDate.extension[0].url", .required),
        .init(
            "patient",
            #""url": "http://example.org/masked", "#,
            "",
            "Patient.name[0].given[1].extension[0].url",
            .required
        ),
        .init(
            "patient",
            #", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">Prøve</div>""#,
            "",
            "Patient.text.div",
            .required
        ),
        .init("serviceRequest", #""subject": {"reference": "Patient/p1"},"#, "", "ServiceRequest.subject", .required),
        .init(
            "diagnosticReport",
            #", "link": {"reference": "Media/m1"}"#,
            "",
            "DiagnosticReport.media[0].link",
            .required
        ),
        .init(
            "media",
            "," + "\n" + #" "content": {"contentType": "image/png", "data": "AAAA"}"#,
            "",
            "Media.content",
            .required
        ),
        .init("provenance", #""role": "source", "#, "", "Provenance.entity[0].role", .required),
        .init("imagingStudy", #""uid": "1.2.3.4", "#, "", "ImagingStudy.series[0].instance[0].uid", .required),
        .init(
            "bundle",
            #""code": "value""#,
            #""diagnostics": "value""#,
            "Bundle.entry[1].response.outcome.issue[0].code",
            .required
        ),
        .init(
            "bundle",
            #""payloadType": [{"text": "t"}], "#,
            "",
            "Bundle.entry[0].resource.contained[0].payloadType",
            .required
        ),
    ]

    /// More than one form of a choice.
    static let choices: [Spoiled] = [
        .init(
            "patient",
            #""deceasedBoolean": false"#,
            #""deceasedBoolean": false, "deceasedDateTime": "2026""#,
            "Patient.deceasedDateTime"
        ),
        .init(
            "patient",
            #""deceasedBoolean": false"#,
            #""deceasedBoolean": false, "_deceasedDateTime": {"id": "x"}"#,
            "Patient.deceasedDateTime"
        ),
        .init(
            "observation",
            #""valueString": "x""#,
            #""valueString": "x", "valueBoolean": true"#,
            "Observation.component[0].valueBoolean"
        ),
        .init(
            "parameters",
            #"{"name": "d", "#,
            #"{"name": "d", "valueString": "x", "#,
            "Parameters.parameter[2].part[0].valueDosage"
        ),
    ]

    /// Primitives that break their syntax.
    static let primitives: [Spoiled] = [
        .init("patient", #""birthDate": "1961-12""#, #""birthDate": "1961-13""#, "Patient.birthDate", .value),
        .init(
            "patient",
            #""birthDate": "1961-12""#,
            #""birthDate": "1961-12-01T00:00:00Z""#,
            "Patient.birthDate",
            .value
        ),
        .init("patient", #""gender": "female","# + "\n", #""gender": " female","# + "\n", "Patient.gender", .value),
        .init("patient", #""gender": "female","# + "\n", #""gender": "","# + "\n", "Patient.gender", .value),
        .init("patient", #""id": "p1""#, #""id": "p_1""#, "Patient.id", .value),
        .init("patient", #""versionId": "1""#, #""versionId": "1/2""#, "Patient.meta.versionId", .value),
        .init(
            "patient",
            #""profile": ["http://example.org/p"]"#,
            #""profile": ["http://example.org/ p"]"#,
            "Patient.meta.profile[0]",
            .value
        ),
        .init("patient", #""rank": 1"#, #""rank": 0"#, "Patient.telecom[0].rank", .value),
        .init("patient", #""rank": 1"#, #""rank": 1.0"#, "Patient.telecom[0].rank", .value),
        .init(
            "patient",
            #"2020-01-01T00:00:00+01:00"#,
            "2020-01-01T00:00:00",
            "Patient.address[0].period.start",
            .value
        ),
        .init(
            "patient",
            #""valueTime": "12:00:00""#,
            #""valueTime": "12:00""#,
            "Patient.birthDate.extension[0].valueTime",
            .value
        ),
        .init(
            "patient",
            #""div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">Prøve</div>""#,
            #""div": "Prøve""#,
            "Patient.text.div",
            .value
        ),
        .init(
            "observation",
            #""issued": "2026-03-01T10:00:00.5Z""#,
            #""issued": "2026-03-01""#,
            "Observation.issued",
            .value
        ),
        .init(
            "observation",
            #""valueInteger": -3"#,
            #""valueInteger": 3000000000"#,
            "Observation.component[1].valueInteger",
            .value
        ),
        .init("binary", #""data": "SGVp""#, #""data": "SGV""#, "Binary.data", .value),
        .init("binary", #""data": "SGVp""#, #""data": """#, "Binary.data", .value),
        .init(
            "location",
            #""openingTime": "08:00:00""#,
            #""openingTime": "24:00:00""#,
            "Location.hoursOfOperation[0].openingTime",
            .value
        ),
    ]

    /// `_name` members.
    static let siblings: [Spoiled] = [
        .init("patient", #""_birthDate": {"#, #""_birthDate": {"value": "x", "#, "Patient.birthDate.value"),
        .init("patient", #""active": true"#, #""active": true, "_active": {}"#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": true, "_active": null"#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": true, "_active": "x""#, "Patient.active"),
        .init("patient", #""active": true"#, #""active": true, "_active": [{"id": "x"}]"#, "Patient.active"),
        .init(
            "patient",
            #""line": ["Prøveveien 1"]"#,
            #""line": ["Prøveveien 1"], "_line": {"id": "x"}"#,
            "Patient.address[0].line"
        ),
        .init(
            "patient",
            #""line": ["Prøveveien 1"]"#,
            #""line": ["Prøveveien 1"], "_line": [null, {"id": "x"}]"#,
            "Patient.address[0].line"
        ),
        .init(
            "patient",
            #""line": ["Prøveveien 1"]"#,
            #""line": ["Prøveveien 1"], "_line": []"#,
            "Patient.address[0].line"
        ),
        .init(
            "patient",
            #""line": ["Prøveveien 1"]"#,
            #""line": [null], "_line": [null]"#,
            "Patient.address[0].line[0]"
        ),
        .init("patient", #""line": ["Prøveveien 1"]"#, #""_line": [null, {"id": "x"}]"#, "Patient.address[0].line[0]"),
    ]

    /// Resources in resources.
    static let nested: [Spoiled] = [
        .init("patient", #""resourceType": "Patient", "#, "", "Resource.resourceType", .required),
        .init("patient", #""resourceType": "Patient""#, #""resourceType": "patient""#, "Resource.resourceType", .value),
        .init("patient", #""resourceType": "Patient""#, #""resourceType": 1"#, "Resource.resourceType", .value),
        .init(
            "patient",
            #""resourceType": "Patient""#,
            #""resourceType": "DomainResource""#,
            "Resource.resourceType",
            .value
        ),
        .init(
            "patient",
            #""resourceType": "Patient""#,
            #""resourceType": "HumanName""#,
            "Resource.resourceType",
            .value
        ),
        .init(
            "observation",
            #"{"resourceType": "Specimen", "#,
            "{",
            "Observation.contained[0].resourceType",
            .required
        ),
        .init(
            "observation",
            #""type": {"text": "blod"}"#,
            #""contained": [{"resourceType": "Device"}]"#,
            "Observation.contained[0].contained[0]"
        ),
        .init(
            "bundle",
            #""resourceType": "Basic""#,
            #""resourceType": "Basics""#,
            "Bundle.entry[1].resource.resourceType",
            .value
        ),
        .init("bundle", #""name": "x""#, #""name": 1"#, "Bundle.entry[0].resource.name"),
        .init(
            "parameters",
            #""title": "x""#,
            #""titles": "x""#,
            "Parameters.parameter[1].resource.entry[0].resource.content.titles"
        ),
    ]
}
