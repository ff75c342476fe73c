import SvarJSON

/// A Bundle of invented laboratory results, shaped like those of a synthetic patient: short keys, long URLs, many small
/// objects, a few numbers.
func syntheticBundle(atLeast size: Int) -> [UInt8] {
    var entries: [JSONValue] = []
    var written = 0
    while written < size {
        let entry = syntheticEntry(entries.count)
        written += entry.bytes.count + 1
        entries.append(entry)
    }
    return JSONValue.object(["resourceType": "Bundle", "type": "transaction", "entry": .array(entries)]).bytes
}

private func syntheticEntry(_ place: Int) -> JSONValue {
    let id = "00000000-0000-4000-8000-\(String(1_000_000_000_000 + place).suffix(12))"
    let day = String(101 + place % 28).suffix(2)
    let value = "\(place % 40 + 1).\(place * 7919 % 1000)"
    return [
        "fullUrl": "urn:uuid:\(id)",
        "resource": [
            "resourceType": "Observation",
            "id": "\(id)",
            "meta": ["profile": ["http://hl7.org/fhir/StructureDefinition/vitalsigns"]],
            "status": "final",
            "category": [
                [
                    "coding": [
                        [
                            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                            "code": "laboratory", "display": "laboratory",
                        ]
                    ]
                ]
            ],
            "code": [
                "coding": [
                    ["system": "http://loinc.org", "code": "718-7", "display": "Hemoglobin [Mass/volume] in Blood"]
                ],
                "text": "Hemoglobin [Mass/volume] in Blood",
            ],
            "subject": ["reference": "urn:uuid:\(id)"],
            "encounter": ["reference": "urn:uuid:\(id)"],
            "effectiveDateTime": "2021-03-\(day)T08:15:27+01:00",
            "issued": "2021-03-\(day)T08:15:27.843+01:00",
            "valueQuantity": [
                "value": .number(value), "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL",
            ],
        ],
        "request": ["method": "POST", "url": "Observation"],
    ]
}
