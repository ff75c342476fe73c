import SvarAccess
import SvarFHIR
import SvarJSON
import SvarMessages

/// How far a resource has come (decisions 8 and 22).
enum StatusFacts {
    /// The state of a resource; nil for types without one, and for those that say nothing of it.
    static func state(of type: HostedType, _ node: JSONNode) -> VersionFacts.State? {
        guard let status = node["docStatus"]?.string ?? node["status"]?.string else { return nil }
        switch status {
        case "entered-in-error", "cancelled", "revoked", "not-done":
            return isOfWrongPerson(node) ? .wrongPerson : .withdrawn
        default: break
        }
        if type == .diagnosticReport, let pair = sourceStatus(node) { return pair }
        switch status {
        // Of reports and results; then of what stands beside them.
        case "final", "amended", "corrected", "appended": return .final
        case "completed", "available", "current": return .final
        default: return .notFinal
        }
    }

    /// By the pair as the message sent it, where there is one: it decides, whatever the mapping made of it. A report that
    /// is planned or preliminary is not final because it was changed, and an addition is to a final one.
    private static func sourceStatus(_ report: JSONNode) -> VersionFacts.State? {
        for element in report.list("extension") where element["url"]?.isString(SvarCanonical.sourceStatus) ?? false {
            for part in element.list("extension") where part["url"]?.isString("status") ?? false {
                guard let coding = part["valueCoding"],
                    coding["system"]?.isString("urn:oid:2.16.578.1.12.4.1.1.7306") ?? false,
                    let code = coding["code"]?.string
                else { continue }
                return code == "F" || code == "A" ? .final : .notFinal
            }
        }
        return nil
    }

    /// Whether a withdrawn report says that it was about somebody else: our extension `withdrawn` with the reason
    /// `wrong-person`. FHIR R4 has no element for the reason.
    private static func isOfWrongPerson(_ node: JSONNode) -> Bool {
        node.list("extension").contains { element in
            guard element["url"]?.isString(SvarCanonical.withdrawn) ?? false else { return false }
            return element["valueCodeableConcept"]?.list("coding").contains { coding in
                (coding["system"]?.isString(SvarCanonical.absentReasonSystem) ?? false)
                    && (coding["code"]?.isString("wrong-person") ?? false)
            } ?? false
        }
    }
}
