package import SvarJSON

/// Labels that a resource gets when it is served, in `meta.security`: they are no part of what is stored, of its hash or
/// of its history (decision 25; http://hl7.org/fhir/R4/resource-definitions.html#Meta.security).
package enum SecurityLabels {
    /// The list of grounds and marks of access to results (code list 9603).
    package static let system = "urn:oid:2.16.578.1.12.4.1.1.9603"

    /// The resource with these codes of the list behind what labels it has.
    /// - Parameters:
    ///   - codes: letters, digits and `_` only.
    ///   - stampOffset: where `meta.lastUpdated` has its time, when it is known (`StoredForm`): then nothing behind `meta`
    ///     is read, which is most of a resource.
    package static func adding(_ codes: [String], to resource: [UInt8], stampOffset: Int? = nil) throws(JSONError)
        -> [UInt8]
    {
        guard !codes.isEmpty else { return resource }
        let head = stampOffset.flatMap { Self.head(of: resource, stampOffset: $0) } ?? resource
        guard let meta = try JSONDocument(head).root["meta"], meta.kind == .object else { return resource }
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

    /// The resource up to the end of its `meta`, as an object of its own; nil where there is no end.
    private static func head(of resource: [UInt8], stampOffset: Int) -> [UInt8]? {
        let end = stampOffset + InstantFormat.length
        let quote = UInt8(ascii: "\"")
        guard stampOffset > 0, end < resource.count, resource[stampOffset - 1] == quote, resource[end] == quote else {
            return nil
        }
        var (place, depth, isText) = (end + 1, 1, false)
        while place < resource.count {
            switch resource[place] {
            case UInt8(ascii: "\\") where isText: place += 1
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{") where !isText, UInt8(ascii: "[") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText, UInt8(ascii: "]") where !isText: depth -= 1
            default: break
            }
            place += 1
            if depth == 0 { return resource[..<place] + [UInt8(ascii: "}")] }
        }
        return nil
    }
}
