import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch
import SvarStore

/// Folded resources → stored versions: ids remembered by (unit, item key), references resolved, `meta` in place.
/// A resource that did not change gets no new version; one that is gone from the fold is deleted.
struct UnitVersions {
    /// What the store has of the unit now, by item key.
    private var known: [String: ResourceVersion] = [:]
    private let patient: String
    private let ids: IDSource
    /// The id of the unit's DiagnosticReport after `versions(of:)`.
    private(set) var reportID: String?

    init(members: [(itemKey: String?, version: ResourceVersion)], patient: String, ids: IDSource) {
        for member in members {
            if let key = member.itemKey { known[key] = member.version }
        }
        self.patient = patient
        self.ids = ids
    }

    /// The new versions that bring the unit to the folded state; empty when it is there already.
    mutating func versions(of resources: [LocalResource], attachments: [String: AttachmentKey]) -> [NewVersion] {
        var references = [LocalResource.urn(LocalResource.patientKey): "Patient/\(patient)"]
        var idOf: [String: String] = [:]
        for resource in resources {
            let id = known[resource.key]?.id ?? ids.resourceID()
            idOf[resource.key] = id
            references[LocalResource.urn(resource.key)] = "\(resource.type.rawValue)/\(id)"
            if resource.type == .diagnosticReport { reportID = id }
        }
        var versions: [NewVersion] = []
        for resource in resources {
            let body = Self.resolved(resource.body, references)
            let id = idOf[resource.key]!
            if let current = known[resource.key], !current.isDeleted,
                Self.bytes(resource.type, id, current.versionID, body).body == current.body
            {
                continue
            }
            let versionID = ids.versionID()
            let (bytes, offset) = Self.bytes(resource.type, id, versionID, body)
            versions.append(
                NewVersion(
                    type: resource.type,
                    id: id,
                    itemKey: resource.key,
                    versionID: versionID,
                    body: bytes,
                    stampOffset: offset,
                    attachment: attachments[resource.key],
                    index: Self.rows(of: resource.type, body)
                )
            )
        }
        for (key, current) in known.sorted(by: { $0.key < $1.key }) where idOf[key] == nil && !current.isDeleted {
            versions.append(
                NewVersion(
                    type: current.type,
                    id: current.id,
                    itemKey: key,
                    versionID: ids.versionID(),
                    body: [],
                    stampOffset: 0,
                    isDeleted: true,
                    index: []
                )
            )
        }
        return versions
    }

    /// The bytes of a mapped resource, and where `meta.lastUpdated` stands in them.
    static func bytes(_ type: HostedType, _ id: String, _ versionID: String, _ body: JSONValue) -> (
        body: [UInt8], stampOffset: Int
    ) {
        var bytes = Array(
            "{\"resourceType\":\"\(type.rawValue)\",\"id\":\"\(id)\",\"meta\":{\"versionId\":\"\(versionID)\",\"lastUpdated\":\""
                .utf8
        )
        let offset = bytes.count
        bytes += Array(StoredForm.placeholder.utf8)
        bytes.append(UInt8(ascii: "\""))
        guard case .object(let members) = body else { return (bytes + Array("}}".utf8), offset) }
        if case .object(let meta)? = body["meta"] {
            for member in meta { append(member.key, member.value, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "}"))
        for member in members where !["resourceType", "id", "meta"].contains(member.key) {
            append(member.key, member.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return (bytes, offset)
    }

    private static func append(_ key: String, _ value: JSONValue, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        bytes += jsonQuoted(key)
        bytes.append(UInt8(ascii: ":"))
        bytes += value.bytes
    }

    /// The index rows of a mapped resource; mapped identifiers always have a system and a value.
    private static func rows(of type: HostedType, _ body: JSONValue) -> [IndexRow] {
        guard type.hasIdentifier, let identifier = body["identifier"] else { return [] }
        let identifiers = if case .array(let elements) = identifier { elements } else { [identifier] }
        return identifiers.compactMap { identifier in
            guard case .string(let value)? = identifier["value"] else { return nil }
            let system = if case .string(let system)? = identifier["system"] { system } else { "" }
            return IndexRow(.identifier, "\(system)|\(value)")
        }
    }

    /// Local references replaced by the ids they got, wherever a string stands.
    private static func resolved(_ value: JSONValue, _ references: [String: String]) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix(LocalResource.urnPrefix): .string(references[text] ?? text)
        case .array(let elements): .array(elements.map { resolved($0, references) })
        case .object(let members):
            .object(members.map { JSONMemberValue($0.key, resolved($0.value, references)) })
        default: value
        }
    }
}
