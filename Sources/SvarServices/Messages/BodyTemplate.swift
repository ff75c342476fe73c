import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch

/// The bytes of a mapped resource but for what the store decides: its id, its version and the ids of its siblings.
/// Made before the writer is taken; filling it in is a copy.
struct BodyTemplate: Sendable {
    let key: String
    let type: HostedType
    let index: [IndexRow]
    /// Everything behind `meta.lastUpdated`, the closing quote first.
    private let tail: [UInt8]
    /// The string values of `tail` that are placeholder references, without their quotes, and whose key they name.
    private let references: [(range: Range<Int>, key: String)]

    init(_ resource: LocalResource) {
        key = resource.key
        type = resource.type
        index = Self.rows(of: resource.type, resource.body)
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        if case .object(let meta)? = resource.body["meta"] {
            for member in meta { Self.append(member, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "}"))
        if case .object(let members) = resource.body {
            for member in members where !["resourceType", "id", "meta"].contains(member.key) {
                Self.append(member, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
        tail = bytes
        references = Self.placeholders(in: bytes)
    }

    /// The stored bytes, and where the placeholder of `meta.lastUpdated` stands in them.
    /// - Parameter places: `Type/id` by key.
    func filled(id: String, versionID: String, _ places: [String: String]) -> (body: [UInt8], stampOffset: Int) {
        var body: [UInt8] = []
        body.reserveCapacity(tail.count + 160)
        body += "{\"resourceType\":\"\(type.rawValue)\",\"id\":\"\(id)\",\"meta\":{\"versionId\":\"\(versionID)\"".utf8
        body += ",\"lastUpdated\":\"".utf8
        let offset = body.count
        body += StoredForm.placeholder.utf8
        var start = 0
        for reference in references {
            guard let place = places[reference.key] else { continue }
            body += tail[start..<reference.range.lowerBound]
            body += place.utf8
            start = reference.range.upperBound
        }
        body += tail[start...]
        return (body, offset)
    }

    private static func append(_ member: JSONMemberValue, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        bytes += jsonQuoted(member.key)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(into: &bytes)
    }

    /// Every string that begins as a placeholder does; a quote inside a string has a backslash before it.
    private static func placeholders(in bytes: [UInt8]) -> [(range: Range<Int>, key: String)] {
        let prefix = Array(LocalResource.urnPrefix.utf8)
        var found: [(range: Range<Int>, key: String)] = []
        var place = 1
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "\""), bytes[place - 1] != UInt8(ascii: "\\"),
                bytes[(place + 1)...].starts(with: prefix),
                let end = bytes[(place + 1)...].firstIndex(of: UInt8(ascii: "\""))
            else {
                place += 1
                continue
            }
            let key = bytes[(place + 1 + prefix.count)..<end]
            found.append((place + 1..<end, String(decoding: key, as: UTF8.self)))
            place = end + 1
        }
        return found
    }

    /// The index rows of a mapped resource.
    private static func rows(of type: HostedType, _ body: JSONValue) -> [IndexRow] {
        guard type.hasIdentifier, let identifier = body["identifier"] else { return [] }
        let identifiers = if case .array(let elements) = identifier { elements } else { [identifier] }
        return identifiers.compactMap { identifier in
            guard let value = identifier["value"]?.string else { return nil }
            return IndexRow(.identifier, "\(identifier["system"]?.string ?? "")|\(value)")
        }
    }
}
