import Foundation
import SvarFHIR
import SvarJSON

/// The types of R4's elements, read from the StructureDefinitions of the data set: what an example's values should be.
struct ElementTypes {
    private var types: [String: [String]] = [:]
    private var shared: [String: String] = [:]

    init() throws {
        for folder in ["resources", "types"] {
            for file in try SharedData.files("fhir/r4-definitions/\(folder)") {
                let root = try JSONDocument([UInt8](Data(contentsOf: file))).root
                guard let elements = root["snapshot"]?["element"] else { continue }
                for element in elements.elements {
                    guard let path = element["path"]?.string else { continue }
                    types[path] = element["type"]?.elements.compactMap { $0["code"]?.string } ?? []
                    shared[path] = element["contentReference"]?.string.map { String($0.dropFirst()) }
                }
            }
        }
    }

    /// Calls with every primitive value of a resource and the type it should have; `nil` for unknown elements.
    func forEachPrimitive(of resource: JSONNode, _ body: (String, PrimitiveType?, JSONNode) -> Void) {
        walk(resource, path: resource["resourceType"]?.string ?? "", body)
    }

    private func walk(_ node: JSONNode, path: String, _ body: (String, PrimitiveType?, JSONNode) -> Void) {
        for member in node.members where member.key != "resourceType" {
            let isSibling = member.key.hasPrefix("_")
            let name = isSibling ? String(member.key.dropFirst()) : member.key
            let (childPath, type) = isSibling ? ("Element", "Element") : resolve(path, name)
            let values = member.value.kind == .array ? Array(member.value.elements) : [member.value]
            for value in values where !value.isNull {
                if value.kind == .object {
                    let inner = value["resourceType"]?.string ?? childPath
                    walk(value, path: inner, body)
                } else {
                    body(path + "." + name, type.flatMap { PrimitiveType(rawValue: $0) }, value)
                }
            }
        }
    }

    /// Where the children of an element are described, and its type.
    private func resolve(_ path: String, _ name: String) -> (path: String, type: String?) {
        let full = path + "." + name
        if let place = shared[full] { return (place, nil) }
        if let codes = types[full] { return place(full, codes.first) }
        // A choice: the longest `name[x]` that the member's name begins with.
        for end in name.indices.reversed() where types[path + "." + name[..<end] + "[x]"] != nil {
            let suffix = name[end...]
            let lower = suffix.prefix(1).lowercased() + suffix.dropFirst()
            return place(full, PrimitiveType(rawValue: lower) == nil ? String(suffix) : lower)
        }
        return (full, nil)
    }

    private func place(_ path: String, _ code: String?) -> (path: String, type: String?) {
        switch code {
        case nil: (path, nil)
        // Ids of resources and elements, and the URL of extensions, are of FHIRPath's own type.
        case "http://hl7.org/fhirpath/System.String": (path, path == "Extension.url" ? "uri" : "string")
        case "BackboneElement", "Element": (path, code)
        case let code?: (code, code)
        }
    }
}
