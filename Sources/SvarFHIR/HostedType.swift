/// The resource types this service hosts, one row each. CapabilityStatement, router, search and store come from this
/// table. Raw values are FHIR's names; `number` is what the store keeps and never changes.
public enum HostedType: String, CaseIterable, Hashable, Sendable {
    case diagnosticReport = "DiagnosticReport"
    case observation = "Observation"
    case specimen = "Specimen"
    case serviceRequest = "ServiceRequest"
    case patient = "Patient"
    case relatedPerson = "RelatedPerson"
    case encounter = "Encounter"
    case practitioner = "Practitioner"
    case practitionerRole = "PractitionerRole"
    case organization = "Organization"
    case location = "Location"
    case imagingStudy = "ImagingStudy"
    case media = "Media"
    case documentReference = "DocumentReference"
    case binary = "Binary"
    case provenance = "Provenance"
    case valueSet = "ValueSet"
    case codeSystem = "CodeSystem"
    case structureDefinition = "StructureDefinition"
    case searchParameter = "SearchParameter"

    /// How a type is owned and shown.
    public enum Class: String, Hashable, Sendable {
        /// Belongs to one report unit and is shown with it.
        case member
        /// Belongs to a person; shown when an allowed unit refers to it.
        case personBound
        /// Found by reference or id, never listed to personnel or citizens.
        case directory
        /// Shown to all.
        case conformance
    }

    /// The class that decides ownership and visibility.
    public var typeClass: Class {
        switch self {
        case .diagnosticReport, .observation, .specimen, .serviceRequest, .imagingStudy, .media, .binary,
            .documentReference:
            .member
        case .patient, .relatedPerson, .encounter, .provenance: .personBound
        case .practitioner, .practitionerRole, .organization, .location: .directory
        case .valueSet, .codeSystem, .structureDefinition, .searchParameter: .conformance
        }
    }

    /// The number the store keeps for the type: its place in the table, from 1. New types go at the end.
    public var number: Int { Self.allCases.firstIndex(of: self)! + 1 }

    /// The type of a stored number.
    public init?(number: Int) {
        guard Self.allCases.indices.contains(number - 1) else { return nil }
        self = Self.allCases[number - 1]
    }
}
