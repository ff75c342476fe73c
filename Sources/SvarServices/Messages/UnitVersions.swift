import SvarDomain
import SvarFHIR
import SvarMessages
import SvarStore

/// Folded resources → stored versions: ids remembered by (unit, item key), references resolved, `meta` in place.
/// A resource that did not change gets no new version; one that is gone from the fold is deleted.
struct UnitVersions {
    /// What the store has of the unit now, by item key.
    private var known: [String: ResourceVersion] = [:]
    private let patient: String
    private let source: IDSource
    /// Ids by key, after `versions(of:)`.
    private(set) var ids: [String: String] = [:]
    /// Where the unit's DiagnosticReport is after `versions(of:)`.
    private(set) var report: (id: String, versionID: String)?

    init(members: [(itemKey: String?, version: ResourceVersion)], patient: String, ids: IDSource) {
        for member in members {
            if let key = member.itemKey { known[key] = member.version }
        }
        self.patient = patient
        source = ids
    }

    /// The new versions that bring the unit to the folded state; empty when it is there already.
    mutating func versions(of resources: [BodyTemplate], attachments: [String: AttachmentKey]) throws -> [NewVersion] {
        var places = [LocalResource.patientKey: "Patient/\(patient)"]
        var idOf = [LocalResource.patientKey: patient]
        for resource in resources {
            let id = known[resource.key]?.id ?? source.resourceID()
            idOf[resource.key] = id
            places[resource.key] = "\(resource.type.rawValue)/\(id)"
        }
        ids = idOf
        var versions: [NewVersion] = []
        for resource in resources {
            guard let id = idOf[resource.key] else { continue }
            if let current = known[resource.key], !current.isDeleted,
                resource.filled(id: id, versionID: current.versionID, places).body == current.body
            {
                if resource.type == .diagnosticReport { report = (id, current.versionID) }
                continue
            }
            let versionID = source.versionID()
            let form = resource.filled(id: id, versionID: versionID, places)
            if resource.type == .diagnosticReport { report = (id, versionID) }
            versions.append(
                NewVersion(
                    type: resource.type,
                    id: id,
                    itemKey: resource.key,
                    versionID: versionID,
                    body: form.body,
                    stampOffset: form.stampOffset,
                    attachment: attachments[resource.key],
                    index: try resource.rows(idOf, body: form.body)
                )
            )
        }
        for (key, current) in known.sorted(by: { $0.key < $1.key }) where idOf[key] == nil && !current.isDeleted {
            versions.append(
                NewVersion(
                    type: current.type,
                    id: current.id,
                    itemKey: key,
                    versionID: source.versionID(),
                    body: [],
                    stampOffset: 0,
                    isDeleted: true,
                    index: []
                )
            )
        }
        return versions
    }
}
