package import SvarJSON

/// Labels that a resource gets when it is served, in `meta.security`: they are no part of what is stored, of its hash or
/// of its history (decision 25; http://hl7.org/fhir/R4/resource-definitions.html#Meta.security).
package enum SecurityLabels {
    /// The list of grounds and marks of access to results (code list 9603).
    package static let system = "urn:oid:2.16.578.1.12.4.1.1.9603"

    /// The resource with these codes of the list behind what labels it has.
    /// - Parameter codes: letters, digits and `_` only.
    package static func adding(_ codes: [String], to resource: [UInt8]) throws(JSONError) -> [UInt8] {
        guard !codes.isEmpty, let meta = try JSONDocument(resource).root["meta"], meta.kind == .object else {
            return resource
        }
        let labels = codes.map { #"{"system":"\#(system)","code":"\#($0)"}"# }.joined(separator: ",")
        var edits = JSONEdits()
        if let present = meta["security"], present.kind == .array {
            edits.insert(Array((present.count > 0 ? "," + labels : labels).utf8), at: present.range.upperBound - 1)
        } else {
            let text = #""security":[\#(labels)]"#
            edits.insert(Array((meta.count > 0 ? "," + text : text).utf8), at: meta.range.upperBound - 1)
        }
        return edits.applied(to: resource)
    }
}
