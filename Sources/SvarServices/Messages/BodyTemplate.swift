import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch

/// The bytes of a mapped resource but for what the store decides: its id, its version and the ids of its siblings.
/// Made and indexed before the writer is taken; filling it in is a copy. One that is made inside the writer is not indexed:
/// most of what is folded again did not change.
struct BodyTemplate: Sendable {
    let key: String
    let type: HostedType
    /// Index rows by slot; the value of one with a key is to be the id of that sibling.
    private let index: [(row: IndexRow, sibling: String?)]?
    /// What it says to the facts of its unit; siblings by their keys.
    let facts: MemberFacts
    /// Everything behind `meta.lastUpdated`, the closing quote first.
    private let tail: [UInt8]
    /// The string values of `tail` that are placeholder references, without their quotes, and whose key they name.
    private let references: [(range: Range<Int>, key: String)]

    /// The templates of a unit's resources.
    /// - Parameter genetic: codes that are genetic analyses
    static func all(_ resources: [LocalResource], isIndexed: Bool, genetic: Set<String>) throws -> [BodyTemplate] {
        var types = [LocalResource.patientKey: HostedType.patient]
        for resource in resources { types[resource.key] = resource.type }
        return try resources.map { try BodyTemplate($0, types, isIndexed: isIndexed, genetic: genetic) }
    }

    private init(
        _ resource: LocalResource,
        _ types: [String: HostedType],
        isIndexed: Bool,
        genetic: Set<String>
    ) throws {
        key = resource.key
        type = resource.type
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
        // Read once, with a stand-in for each sibling's id that is found again in what was read.
        var places: [String: String] = [:]
        var keys: [String: String] = [:]
        for reference in references {
            guard places[reference.key] == nil, let type = types[reference.key] else { continue }
            let standIn = "sibling-\(places.count)"
            places[reference.key] = "\(type.rawValue)/\(standIn)"
            keys[standIn] = reference.key
        }
        let body = Self.filled(type, tail, references, id: "0", versionID: "0", places).body
        let root = try JSONDocument(body).root
        facts = MemberFacts(type, root, name: key, genetic: genetic) { text in
            MemberFacts.id(in: text).flatMap { keys[$0] }
        }
        index = isIndexed ? try Self.index(type, root, keys) : nil
    }

    private static func index(
        _ type: HostedType,
        _ root: JSONNode,
        _ keys: [String: String]
    ) throws -> [(row: IndexRow, sibling: String?)] {
        var index = try IndexRows.values(of: type, root).map { (row: $0, sibling: String?.none) }
        for row in SearchIndex.referenceRows(of: type, root, text: { _ in nil }) {
            var sibling: String?
            if case .text(let text) = row.value { sibling = keys[text] }
            index.append((row, sibling))
        }
        // The store keeps them in this order.
        index.sort { $0.row.slot < $1.row.slot }
        return index
    }

    /// The index rows of a body that was filled in.
    /// - Parameter ids: logical ids by key.
    func rows(_ ids: [String: String], body: [UInt8]) throws -> [IndexRow] {
        guard let index else { return try IndexRows.of(type, body) }
        return index.compactMap { row, sibling in
            guard let sibling else { return row }
            return ids[sibling].map { IndexRow(row.slot, .text($0), row.extra, part: row.part) }
        }
    }

    /// The stored bytes, and where the placeholder of `meta.lastUpdated` stands in them.
    /// - Parameter places: `Type/id` by key.
    func filled(id: String, versionID: String, _ places: [String: String]) -> (body: [UInt8], stampOffset: Int) {
        Self.filled(type, tail, references, id: id, versionID: versionID, places)
    }

    private static func filled(
        _ type: HostedType,
        _ tail: [UInt8],
        _ references: [(range: Range<Int>, key: String)],
        id: String,
        versionID: String,
        _ places: [String: String]
    ) -> (body: [UInt8], stampOffset: Int) {
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
        bytes.withUnsafeBufferPointer { bytes in
            let quote = UInt8(ascii: "\"")
            var prefix = LocalResource.urnPrefix
            return prefix.withUTF8 { prefix in
                var found: [(range: Range<Int>, key: String)] = []
                var place = 1
                while let start = bytes[place...].firstIndex(of: quote) {
                    place = start + 1
                    guard bytes[start - 1] != UInt8(ascii: "\\"), bytes.count - place > prefix.count,
                        bytes[place] == prefix[0], bytes[place..<place + prefix.count].elementsEqual(prefix),
                        let end = bytes[place...].firstIndex(of: quote)
                    else { continue }
                    let key = bytes[(place + prefix.count)..<end]
                    found.append((place..<end, String(decoding: key, as: UTF8.self)))
                    place = end + 1
                }
                return found
            }
        }
    }
}
