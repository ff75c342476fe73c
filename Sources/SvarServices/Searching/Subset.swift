import SvarDefinitions
import SvarJSON
package import SvarSearch

/// Which elements of a resource are served: `_summary` and `_elements` (http://hl7.org/fhir/R4/search.html#summary).
///
/// What is kept is copied byte for byte. Required elements, elements that change the meaning of others, `id` and `meta`
/// are always kept, and `meta.tag` says SUBSETTED, so that nobody takes the rest for the whole.
package struct Subset: Hashable, Sendable {
    /// What is kept beside what always is.
    private enum Selection: Hashable {
        case summary
        case text
        case data
        case elements(Set<String>)
    }

    private let selection: Selection

    /// Nil when the whole resource is wanted.
    /// - Parameter elements: top-level names; of a choice with or without its type (`value`, `valueQuantity`).
    package init?(summary: SearchRequest.Summary?, elements: [String]) {
        switch summary {
        case .yes, .count: selection = .summary
        case .text: selection = .text
        case .data: selection = .data
        case .no, nil:
            if elements.isEmpty { return nil }
            selection = .elements(Set(elements))
        }
    }

    /// Whether `_elements` chose, which is about what was searched for and not about what was included.
    package var isOfMatchesOnly: Bool {
        if case .elements = selection { true } else { false }
    }

    /// Whether a Binary's `data` would be left out, so that nobody has to fetch it.
    package var omitsData: Bool {
        switch selection {
        case .summary, .text: true
        case .data: false
        case .elements(let names): !names.contains("data")
        }
    }

    /// The resource with what is kept of it.
    package func applied(to resource: [UInt8]) throws -> [UInt8] {
        let root = try JSONDocument(resource).root
        let type = root["resourceType"]?.string.flatMap { StructureTable.r4.type(named: $0) }
        guard let type else { return resource }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(resource.count)
        write(root, type, isRoot: true, in: resource, to: &bytes)
        return bytes
    }

    private func write(
        _ object: JSONNode,
        _ type: StructureTable.TypeIndex,
        isRoot: Bool,
        in resource: [UInt8],
        to bytes: inout [UInt8]
    ) {
        var isFirst = true
        var hasMeta = false
        bytes.append(UInt8(ascii: "{"))
        for member in object.members {
            let key = member.key
            let element = element(key, of: type)
            guard keeps(key, element, isRoot: isRoot) else { continue }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes += resource[member.keyRange.lowerBound..<member.value.range.lowerBound]
            if isRoot, key == "meta" {
                hasMeta = true
                bytes += Self.tagged(member.value)
            } else if selection == .summary, let element {
                write(member.value, of: element, in: resource, to: &bytes)
            } else {
                bytes += member.value.bytes
            }
        }
        if isRoot, !hasMeta { bytes += Array("\(isFirst ? "" : ",")\"meta\":{\"tag\":[\(Self.tag)]}".utf8) }
        bytes.append(UInt8(ascii: "}"))
    }

    /// A value below the root, for a summary.
    private func write(_ value: JSONNode, of element: Int, in resource: [UInt8], to bytes: inout [UInt8]) {
        let fact = StructureTable.r4.elements[element]
        // An extension that is kept is kept whole.
        guard fact.marks.isDisjoint(with: [.primitive, .resource]), fact.type != Self.extensionType else {
            bytes += value.bytes
            return
        }
        switch value.kind {
        case .object: write(value, fact.type, isRoot: false, in: resource, to: &bytes)
        case .array:
            bytes.append(UInt8(ascii: "["))
            for (index, item) in value.elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(item, of: element, in: resource, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        default: bytes += value.bytes
        }
    }

    /// The element of a JSON name; `_status` is of `status`.
    private func element(_ key: String, of type: StructureTable.TypeIndex) -> Int? {
        StructureTable.r4.element(key.utf8.first == UInt8(ascii: "_") ? String(key.dropFirst()) : key, of: type)
    }

    private func keeps(_ key: String, _ element: Int?, isRoot: Bool) -> Bool {
        if key == "resourceType" || key == "id" || (isRoot && key == "meta") { return true }
        guard let element else { return false }
        let table = StructureTable.r4
        let marks = table.elements[element].marks
        if selection != .data, marks.contains(.required) || marks.contains(.modifier) { return true }
        return switch selection {
        case .summary: marks.contains(.summary)
        case .text: key == "text"
        case .data: key != "text" && key != "_text"
        case .elements(let names):
            names.contains(table.name(ofElement: element)) || names.contains(table.stem(ofElement: element))
        }
    }

    private static let extensionType = StructureTable.r4.type(named: "Extension")
    private static let code = "SUBSETTED"
    private static let tag =
        #"{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"\#(code)"}"#

    /// A `meta` with the tag.
    private static func tagged(_ meta: JSONNode) -> [UInt8] {
        let bytes = Array(meta.bytes)
        let (place, text): (Int, String)
        if let tags = meta["tag"], tags.kind == .array {
            if tags.elements.contains(where: { $0["code"]?.isString(code) == true }) { return bytes }
            (place, text) = (tags.range.upperBound - meta.range.lowerBound, (tags.count > 0 ? "," : "") + tag)
        } else {
            (place, text) = (bytes.count, (meta.count > 0 ? "," : "") + "\"tag\":[\(tag)]")
        }
        return bytes[..<(place - 1)] + Array(text.utf8) + bytes[(place - 1)...]
    }
}
