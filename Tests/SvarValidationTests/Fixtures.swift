import SvarFHIR

/// Small valid resources of our own, one or more of each hosted type. Persons are made up; numbers are of the +80 series.
enum Fixtures {
    static let patient = #"""
        {"resourceType": "Patient", "id": "p1", "meta": {"versionId": "1", "profile": ["http://example.org/p"]},
         "text": {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">Prøve</div>"},
         "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": "15926100111"}],
         "active": true,
         "name": [{"family": "Testesen", "given": ["Prøve", null, "Anna"],
                   "_given": [null, {"extension": [{"url": "http://example.org/masked", "valueBoolean": true}]}, null]}],
         "telecom": [{"system": "phone", "value": "00 00 00 00", "rank": 1}],
         "gender": "female",
         "birthDate": "1961-12", "_birthDate": {"id": "b1", "extension": [{"url": "http://example.org/t", "valueTime": "12:00:00"}]},
         "deceasedBoolean": false, "multipleBirthInteger": 2,
         "address": [{"line": ["Prøveveien 1"], "period": {"start": "2020-01-01T00:00:00+01:00"}}],
         "contact": [{"relationship": [{"text": "søster"}], "gender": "female"}],
         "communication": [{"language": {"coding": [{"code": "nb"}]}, "preferred": true}],
         "link": [{"other": {"reference": "Patient/p2"}, "type": "seealso"}]}
        """#

    static let observation = #"""
        {"resourceType": "Observation", "id": "o1", "status": "final",
         "contained": [{"resourceType": "Specimen", "id": "s", "type": {"text": "blod"}}],
         "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory"}]}],
         "code": {"coding": [{"system": "urn:oid:2.16.578.1.12.4.1.1.7280", "code": "NPU03568", "display": "B-Hb"}]},
         "subject": {"reference": "Patient/p1"}, "effectiveDateTime": "2026-03-01T08:15:00+01:00",
         "issued": "2026-03-01T10:00:00.5Z",
         "valueQuantity": {"value": 13.50, "comparator": "<", "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL"},
         "note": [{"authorString": "lab", "time": "2026-03-01", "text": "fin"}],
         "specimen": {"reference": "#s"},
         "referenceRange": [{"low": {"value": 11.7}, "high": {"value": 15.3}, "age": {"low": {"value": 18}}, "text": "11,7–15,3"}],
         "component": [
            {"code": {"text": "a"}, "valueString": "x"},
            {"code": {"text": "b"}, "valueInteger": -3},
            {"code": {"text": "c"}, "valueSampledData": {"origin": {"value": 0}, "period": 1E1, "dimensions": 1, "data": "1 2 E"},
             "referenceRange": [{"text": "r"}]},
            {"code": {"text": "d"}, "valuePeriod": {"start": "2026", "end": "2027"}, "modifierExtension":
             [{"url": "http://example.org/m", "extension": [{"url": "part", "valueCodeableConcept": {"text": "t"}}]}]}]}
        """#

    static let diagnosticReport = #"""
        {"resourceType": "DiagnosticReport", "implicitRules": "http://example.org/rules", "language": "nb",
         "basedOn": [{"reference": "urn:uuid:0b2a3c4d-0000-4000-8000-000000000001"}], "status": "final",
         "code": {"coding": [{"system": "http://loinc.org", "code": "11502-2"}], "text": "Svar"},
         "subject": {"identifier": {"system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": "15926100111"}},
         "effectivePeriod": {"start": "2026-03-01"}, "issued": "2026-03-01T10:00:00+01:00",
         "result": [{"reference": "Observation/o1"}, {"reference": "Observation/o2"}],
         "media": [{"comment": "bilde", "link": {"reference": "Media/m1"}}], "conclusion": "Ingen funn.",
         "presentedForm": [{"contentType": "application/pdf", "data": "SGVp", "title": "svar", "size": 3, "creation": "2026-03-01"}]}
        """#

    static let specimen = #"""
        {"resourceType": "Specimen", "accessionIdentifier": {"value": "A1"}, "status": "available",
         "type": {"text": "blod"}, "subject": {"reference": "Patient/p1"}, "receivedTime": "2026-03-01T09:00:00Z",
         "collection": {"collectedDateTime": "2026-03-01T08:00:00Z", "quantity": {"value": 4, "unit": "mL"},
            "fastingStatusDuration": {"value": 8, "unit": "h"}},
         "processing": [{"description": "sentrifugert", "timePeriod": {"start": "2026-03-01T08:30:00Z"}}],
         "container": [{"identifier": [{"value": "1"}], "additiveReference": {"reference": "Substance/x"}}],
         "condition": [{"text": "hemolyse"}]}
        """#

    static let serviceRequest = #"""
        {"resourceType": "ServiceRequest", "status": "active", "intent": "order", "priority": "routine", "doNotPerform": false,
         "code": {"text": "Hb"}, "quantityRange": {"low": {"value": 1}, "high": {"value": 2}},
         "subject": {"reference": "Patient/p1"},
         "occurrenceTiming": {"repeat": {"boundsPeriod": {"start": "2026"}, "frequency": 1, "period": 1.0, "periodUnit": "d",
            "dayOfWeek": ["mon", "tue"], "timeOfDay": ["08:00:00"]}, "code": {"text": "daglig"}},
         "asNeededBoolean": true, "authoredOn": "2026-02-28T12:00:00+01:00"}
        """#

    static let relatedPerson = #"""
        {"resourceType": "RelatedPerson", "active": true, "patient": {"reference": "Patient/p1"},
         "relationship": [{"text": "mor"}], "name": [{"text": "Prøve Testesen"}], "birthDate": "1930"}
        """#

    static let encounter = #"""
        {"resourceType": "Encounter", "status": "finished", "statusHistory": [{"status": "planned", "period": {"start": "2026"}}],
         "class": {"code": "AMB"}, "subject": {"reference": "Patient/p1"}, "length": {"value": 1, "unit": "h"},
         "participant": [{"individual": {"reference": "Practitioner/x"}}],
         "location": [{"location": {"reference": "Location/l1"}, "status": "completed"}],
         "hospitalization": {"origin": {"reference": "Location/l1"}}}
        """#

    static let practitioner = #"""
        {"resourceType": "Practitioner", "identifier": [{"system": "urn:oid:2.16.578.1.12.4.1.4.4", "value": "0000000"}],
         "name": [{"family": "Prøvelege", "prefix": ["Dr."]}], "qualification": [{"code": {"text": "lege"}}],
         "photo": [{"contentType": "image/png", "hash": "AAAA", "url": "http://example.org/p.png"}]}
        """#

    static let practitionerRole = #"""
        {"resourceType": "PractitionerRole", "practitioner": {"reference": "Practitioner/x"}, "code": [{"text": "lege"}],
         "availableTime": [{"daysOfWeek": ["mon"], "allDay": false, "availableStartTime": "08:00:00", "availableEndTime": "15:30:00"}],
         "notAvailable": [{"description": "ferie", "during": {"start": "2026-07-01", "end": "2026-07-31"}}]}
        """#

    static let organization = #"""
        {"resourceType": "Organization", "identifier": [{"value": "999999999"}], "active": true, "type": [{"text": "lab"}],
         "name": "Prøvelab", "alias": ["PL"], "contact": [{"purpose": {"text": "x"}, "name": {"text": "Post"}}]}
        """#

    static let location = #"""
        {"resourceType": "Location", "status": "active", "mode": "instance", "name": "Poli", "position": {"longitude": 10.75,
         "latitude": 59.91, "altitude": -1.0e0}, "hoursOfOperation": [{"daysOfWeek": ["fri"], "openingTime": "08:00:00"}]}
        """#

    static let imagingStudy = #"""
        {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": "Patient/p1"}, "numberOfSeries": 0,
         "series": [{"uid": "1.2.3", "number": 1, "modality": {"code": "CT"}, "performer": [{"actor": {"reference": "Practitioner/x"}}],
            "instance": [{"uid": "1.2.3.4", "sopClass": {"code": "1.2"}, "number": 7}]}]}
        """#

    static let media = #"""
        {"resourceType": "Media", "status": "completed", "height": 20, "duration": 1.5,
         "content": {"contentType": "image/png", "data": "AAAA"}}
        """#

    static let documentReference = #"""
        {"resourceType": "DocumentReference", "masterIdentifier": {"value": "d"}, "status": "current", "docStatus": "final",
         "date": "2026-03-01T10:00:00Z", "content": [{"attachment": {"url": "Binary/b1"}, "format": {"code": "x"}}],
         "relatesTo": [{"code": "replaces", "target": {"reference": "DocumentReference/d0"}}], "context": {"period": {"start": "2026"}}}
        """#

    static let binary = #"{"resourceType": "Binary", "id": "b1", "contentType": "text/plain", "data": "SGVp"}"#

    static let provenance = #"""
        {"resourceType": "Provenance", "target": [{"reference": "Observation/o1"}], "occurredDateTime": "2026",
         "recorded": "2026-03-01T10:00:00Z", "policy": ["http://example.org/policy"],
         "agent": [{"type": {"text": "x"}, "who": {"reference": "Organization/x"}}],
         "entity": [{"role": "source", "what": {"reference": "Binary/b1"}, "agent": [{"who": {"display": "x"}}]}],
         "signature": [{"type": [{"code": "x"}], "when": "2026-03-01T10:00:00Z", "who": {"display": "x"}, "data": "AAAA"}]}
        """#

    static let valueSet = #"""
        {"resourceType": "ValueSet", "url": "http://example.org/vs", "status": "draft", "experimental": true,
         "date": "2026-03", "compose": {"include": [{"system": "http://example.org/cs", "concept": [{"code": "a",
            "designation": [{"language": "nb", "value": "A"}]}], "filter": [{"property": "p", "op": "=", "value": "v"}]}],
            "exclude": [{"valueSet": ["http://example.org/other|1"]}]},
         "expansion": {"timestamp": "2026-03-01T10:00:00Z", "total": 1, "parameter": [{"name": "n", "valueUri": "urn:x"}],
            "contains": [{"code": "a", "contains": [{"code": "b", "abstract": true}]}]}}
        """#

    static let codeSystem = #"""
        {"resourceType": "CodeSystem", "url": "http://example.org/cs", "status": "active", "content": "complete", "count": 2,
         "property": [{"code": "p", "type": "string"}], "concept": [{"code": "a", "display": "A", "property": [{"code": "p",
            "valueDateTime": "2026-01"}], "concept": [{"code": "b", "concept": [{"code": "c"}]}]}]}
        """#

    static let structureDefinition = #"""
        {"resourceType": "StructureDefinition", "url": "http://example.org/sd", "name": "Sd", "status": "draft",
         "fhirVersion": "4.0.1", "kind": "resource", "abstract": false, "type": "Observation",
         "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Observation", "derivation": "constraint",
         "differential": {"element": [{"id": "Observation", "path": "Observation", "min": 0, "max": "*"},
            {"path": "Observation.value[x]", "type": [{"code": "Quantity", "targetProfile": ["http://example.org/x"]}],
             "patternCodeableConcept": {"text": "x"}, "mustSupport": true, "slicing": {"discriminator": [{"type": "type", "path": "$this"}],
             "rules": "open"}, "constraint": [{"key": "c-1", "severity": "error", "human": "h", "expression": "true"}],
             "binding": {"strength": "required", "valueSet": "http://example.org/vs"}}]}}
        """#

    static let searchParameter = #"""
        {"resourceType": "SearchParameter", "url": "http://example.org/sp", "name": "sp", "status": "active", "description": "d",
         "code": "sp", "base": ["Patient", "Observation"], "type": "token", "expression": "Patient.active", "multipleOr": true,
         "comparator": ["eq", "ne"], "component": [{"definition": "http://example.org/d", "expression": "x"}]}
        """#

    static let bundle = #"""
        {"resourceType": "Bundle", "type": "transaction", "link": [{"relation": "self", "url": "http://example.org"}],
         "entry": [{"fullUrl": "urn:uuid:0b2a3c4d-0000-4000-8000-000000000001", "resource": {"resourceType": "Organization",
            "name": "x", "contained": [{"resourceType": "Endpoint", "id": "e", "status": "active",
            "connectionType": {"code": "x"}, "payloadType": [{"text": "t"}], "address": "http://example.org"}]},
            "request": {"method": "POST", "url": "Organization"}},
           {"resource": {"resourceType": "Basic", "code": {"text": "x"}}, "response": {"status": "200", "outcome":
            {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "value"}]}}}]}
        """#

    static let parameters = #"""
        {"resourceType": "Parameters", "parameter": [{"name": "a", "valueMoney": {"value": 1.10, "currency": "NOK"}},
         {"name": "b", "resource": {"resourceType": "Bundle", "type": "collection", "entry": [{"resource":
            {"resourceType": "Media", "status": "completed", "content": {"title": "x"}}}]}},
         {"name": "c", "part": [{"name": "d", "valueDosage": {"text": "x", "doseAndRate": [{"doseQuantity": {"value": 1}}]}}]}]}
        """#

    /// All fixtures by name.
    static let all: [String: String] = [
        "patient": patient, "observation": observation, "diagnosticReport": diagnosticReport, "specimen": specimen,
        "serviceRequest": serviceRequest, "relatedPerson": relatedPerson, "encounter": encounter,
        "practitioner": practitioner, "practitionerRole": practitionerRole, "organization": organization,
        "location": location, "imagingStudy": imagingStudy, "media": media, "documentReference": documentReference,
        "binary": binary, "provenance": provenance, "valueSet": valueSet, "codeSystem": codeSystem,
        "structureDefinition": structureDefinition, "searchParameter": searchParameter, "bundle": bundle,
        "parameters": parameters,
    ]
}
