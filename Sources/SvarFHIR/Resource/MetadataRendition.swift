package import SvarJSON

/// A DiagnosticReport of which only the bare fact that it exists is shown: id, meta tagged SUBSETTED, status, category,
/// effective, issued and subject, each value byte for byte as it is stored, and nothing else (decision 21).
package enum MetadataRendition {
    /// The reduced report; nil for what is no object.
    ///
    /// Of `meta` only what the server sets is left: tags, labels and profiles of the sender may tell what was found.
    /// - Parameters:
    ///   - body: the stored form, and `stampOffset` its place of the time
    package static func of(_ body: [UInt8], stampOffset: Int) throws(JSONError) -> (body: [UInt8], stampOffset: Int)? {
        let report = try JSONDocument(body).root
        guard report.kind == .object, let id = report["id"], let version = report["meta"]?["versionId"],
            stampOffset >= 0, stampOffset + InstantFormat.length <= body.count
        else { return nil }
        var result = Array("{\"resourceType\":\"DiagnosticReport\",\"id\":".utf8)
        result += id.bytes
        result += Array(",\"meta\":{\"versionId\":".utf8)
        result += version.bytes
        result += Array(",\"lastUpdated\":\"".utf8)
        let offset = result.count
        result += body[stampOffset..<stampOffset + InstantFormat.length]
        result += Array("\",\"tag\":[\(subsetted)]}".utf8)
        for key in kept {
            guard let value = report[key] else { continue }
            result += Array(",\"\(key)\":".utf8)
            result += value.bytes
        }
        result.append(UInt8(ascii: "}"))
        return (result, offset)
    }

    private static let kept = ["status", "category", "subject", "effectiveDateTime", "effectivePeriod", "issued"]

    /// Source: http://hl7.org/fhir/R4/resource.html#security-labels, "SUBSETTED".
    static let subsetted = #"{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}"#
}
