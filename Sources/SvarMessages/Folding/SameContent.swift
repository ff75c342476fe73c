import SvarFHIR
import SvarJSON

extension Contribution {
    /// The contribution without what a copy to another receiver changes: message id, requester, telephone numbers, and
    /// where the attachments' bytes lie.
    var comparable: Contribution {
        var result = self
        result.messageID = ""
        result.attachments = []
        result.requester = []
        result.report = report.map { resource in
            var resource = resource
            switch resource.type {
            case .diagnosticReport:
                let kept = (resource.body["identifier"]?.elements ?? []).filter { $0["use"] != "secondary" }
                resource.body["identifier"] = .list(kept)
            case .serviceRequest: resource.body["requester"] = nil
            case .practitionerRole: resource.body["telecom"] = nil
            default: break
            }
            return resource
        }
        let named = Set(
            (result.report.filter { $0.type != .practitionerRole } + items.flatMap(\.resources))
                .flatMap { References.keys(in: $0.body) }
        )
        result.report.removeAll { $0.type == .practitionerRole && !named.contains($0.key) }
        return result
    }
}

/// Placeholder references inside bodies.
enum References {
    /// Every key that a body refers to.
    static func keys(in json: JSONValue) -> [String] {
        switch json {
        case .object(let members):
            members.flatMap { member -> [String] in
                if member.key == "reference" || member.key == "url", let text = member.value.string {
                    return LocalResource.key(ofURN: text).map { [$0] } ?? []
                }
                return keys(in: member.value)
            }
        case .array(let elements): elements.flatMap(keys)
        default: []
        }
    }
}
