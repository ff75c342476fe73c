package import SvarJSON

/// What others than its producer get of a member that was cancelled or entered in error: no value, interpretation,
/// conclusion or attachment, tagged SUBSETTED, whatever was sent and is stored (decision 8).
///
/// Units from messages have lost these parts in the mapping already. What is written over REST is kept byte for byte, so
/// the parts are left out here, when it is served.
package enum WithdrawnRendition {
    /// The elements that hold such a part, by type; a choice element by its stem.
    private static let parts: [HostedType: Set<String>] = [
        .observation: ["value[x]", "interpretation", "component"],
        .diagnosticReport: ["conclusion", "conclusionCode", "presentedForm", "media"],
        .media: ["content"],
        .documentReference: ["content"],
        .binary: ["data"],
    ]

    /// The resource without those parts; nil when it is served as it stands.
    /// - Parameters:
    ///   - body: the stored form, and `stampOffset` its place of the time
    ///   - isUnitWithdrawn: whether the report of its unit is withdrawn; that decides about a Binary, which has no
    ///     status of its own.
    package static func of(
        _ type: HostedType,
        _ body: [UInt8],
        stampOffset: Int,
        isUnitWithdrawn: Bool
    ) throws(JSONError) -> (body: [UInt8], stampOffset: Int)? {
        guard parts[type] != nil else { return nil }
        if type == .binary {
            guard isUnitWithdrawn else { return nil }
        } else {
            // Most resources are told apart without parsing them; an escape may hide what is looked for.
            guard mayBeWithdrawn(body) else { return nil }
        }
        let root = try JSONDocument(body).root
        guard type == .binary || isWithdrawn(root) else { return nil }
        var edits = JSONEdits()
        guard removeParts(of: root, type, &edits) else { return nil }
        tag(root, &edits)
        return (edits.applied(to: body), edits.offset(ofOriginal: stampOffset))
    }

    /// The bytes of a resource without those parts, for its index; nil when they are all there may be.
    package static func stripped(_ resource: JSONNode, _ type: HostedType) throws(JSONError) -> [UInt8]? {
        guard parts[type] != nil, isWithdrawn(resource) else { return nil }
        // Parsed alone, so that what is done is proportional to the resource and not to its Bundle.
        let bytes = Array(resource.bytes)
        var edits = JSONEdits()
        guard removeParts(of: try JSONDocument(bytes).root, type, &edits) else { return nil }
        return edits.applied(to: bytes)
    }

    /// Whether the stored resource's own status says so; false for a deletion, which has no bytes.
    package static func isWithdrawn(body: [UInt8]) throws(JSONError) -> Bool {
        body.isEmpty ? false : isWithdrawn(try JSONDocument(body).root)
    }

    /// Whether the resource's own status says it does not count any more.
    package static func isWithdrawn(_ root: JSONNode) -> Bool {
        ["status", "docStatus"].contains { name in
            root[name].map { $0.isString("cancelled") || $0.isString("entered-in-error") } ?? false
        }
    }

    /// Whether a string of the bytes begins as one of the statuses does, or an escape might hide one.
    private static func mayBeWithdrawn(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place + 1 < bytes.count {
                let sign: [UInt8]
                switch (bytes[place], bytes[place + 1]) {
                case (UInt8(ascii: "\""), UInt8(ascii: "c")): sign = cancelled
                case (UInt8(ascii: "\""), UInt8(ascii: "e")): sign = enteredInError
                case (UInt8(ascii: "\\"), UInt8(ascii: "u")): return true
                default:
                    place += 1
                    continue
                }
                if bytes[place...].starts(with: sign) { return true }
                place += 1
            }
            return false
        }
    }

    private static let cancelled = Array("\"cancelled\"".utf8)
    private static let enteredInError = Array("\"entered-in-error\"".utf8)

    /// Returns whether there was any such part, here or in a contained resource. The narrative repeats them in words, an
    /// extension may; a modifier extension is never left out in silence.
    private static func removeParts(of resource: JSONNode, _ type: HostedType, _ edits: inout JSONEdits) -> Bool {
        let stems = parts[type, default: []]
        var isFound = false
        for contained in resource["contained"].map({ Array($0.elements) }) ?? [] {
            guard let name = contained["resourceType"]?.string, let type = HostedType(rawValue: name) else { continue }
            if removeParts(of: contained, type, &edits) { isFound = true }
        }
        edits.removeMembers(of: resource) { key in
            let name = key.hasPrefix("_") ? String(key.dropFirst()) : key
            if stems.contains(name) || (stems.contains("value[x]") && name.hasPrefix("value")) {
                isFound = true
                return true
            }
            if stems.isEmpty { return false }
            if name == "text" { isFound = true }
            return name == "text" || name == "extension"
        }
        return isFound
    }

    private static func tag(_ root: JSONNode, _ edits: inout JSONEdits) {
        let tag = MetadataRendition.subsetted
        guard let meta = root["meta"], meta.kind == .object else { return }
        if let tags = meta["tag"], tags.kind == .array {
            edits.insert(Array((tags.count > 0 ? "," + tag : tag).utf8), at: tags.range.upperBound - 1)
        } else {
            edits.insert(Array(",\"tag\":[\(tag)]".utf8), at: meta.range.upperBound - 1)
        }
    }
}

extension JSONEdits {
    /// Takes members out of an object, each with the comma that goes with it.
    fileprivate mutating func removeMembers(of object: JSONNode, where isDoomed: (String) -> Bool) {
        var end: Int?
        var doomed: JSONMember?
        for member in object.members {
            // Nothing is kept before it: it goes together with the comma behind it.
            if let first = doomed {
                remove(first.keyRange.lowerBound..<member.keyRange.lowerBound)
                doomed = nil
            }
            if isDoomed(member.key) {
                if let end { remove(end..<member.value.range.upperBound) } else { doomed = member }
                if end != nil { end = member.value.range.upperBound }
            } else {
                end = member.value.range.upperBound
            }
        }
        if let last = doomed { remove(last.keyRange.lowerBound..<last.value.range.upperBound) }
    }
}
