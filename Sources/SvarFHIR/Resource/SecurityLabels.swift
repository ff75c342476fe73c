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
        if let end = stampOffset.flatMap({ endOfMeta(of: resource, stampOffset: $0) }),
            !resource[..<end].contains(quoted: "security"), !resource[..<end].contains(UInt8(ascii: "\\"))
        {
            return resource.inserting(security(codes), at: end - 1)
        }
        guard let meta = try JSONDocument(resource).root["meta"], meta.kind == .object else { return resource }
        if let present = meta["security"], present.kind == .array {
            let text = (present.count > 0 ? [UInt8(ascii: ",")] : []) + labels(codes)
            return resource.inserting(text, at: present.range.upperBound - 1)
        }
        let text = security(codes)
        return resource.inserting(meta.count > 0 ? text[...] : text.dropFirst(), at: meta.range.upperBound - 1)
    }

    /// The member, behind others.
    private static func security(_ codes: [String]) -> [UInt8] {
        Array(#","security":["#.utf8) + labels(codes) + [UInt8(ascii: "]")]
    }

    private static func labels(_ codes: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(codes.count * 80)
        for (place, code) in codes.enumerated() {
            bytes += (place == 0 ? "" : ",").utf8
            bytes += #"{"system":""#.utf8
            bytes += system.utf8
            bytes += #"","code":""#.utf8
            bytes += code.utf8
            bytes += #""}"#.utf8
        }
        return bytes
    }

    /// Behind `meta`, which has the time in it; nil where it has no end.
    private static func endOfMeta(of resource: [UInt8], stampOffset: Int) -> Int? {
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
            if depth == 0 { return place }
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate func inserting(_ bytes: some Collection<UInt8>, at place: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + bytes.count)
        result += self[..<place]
        result += bytes
        result += self[place...]
        return result
    }
}

extension ArraySlice<UInt8> {
    /// Whether a text with quotes around it is in it, as a name or a value.
    fileprivate func contains(quoted text: StaticString) -> Bool {
        let quote = UInt8(ascii: "\"")
        let count = text.utf8CodeUnitCount
        return withUnsafeBufferPointer { bytes in
            var place = 0
            while place + count + 1 < bytes.count {
                if bytes[place] == quote, bytes[place + count + 1] == quote,
                    (0..<count).allSatisfy({ bytes[place + 1 + $0] == text.utf8Start[$0] })
                {
                    return true
                }
                place += 1
            }
            return false
        }
    }
}
