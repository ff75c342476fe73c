import SvarFHIR
import SvarJSON

/// What can be wrong with the structure of a resource: a closed set. No text holds anything of what was sent.
enum StructureFault: Equatable {
    case notAnObject, emptyObject
    case noResourceType, unknownResourceType
    case unknownElement, missingElement, secondForm
    case notAnArray, anArray, emptyArray
    case nullValue, wrongKind(JSONNode.Kind), emptyString, badValue(String)
    case siblingLength
    case nestedContained

    /// The IssueType (http://hl7.org/fhir/R4/valueset-issue-type.html).
    var code: IssueType {
        switch self {
        case .missingElement, .noResourceType: .required
        case .badValue, .emptyString, .unknownResourceType: .value
        default: .structure
        }
    }

    /// What is shown.
    var text: String {
        switch self {
        case .notAnObject: "a JSON object must stand here"
        case .emptyObject: "an object must not be empty"
        case .noResourceType: "a resource must say its resourceType"
        case .unknownResourceType: "R4 has no such resource type"
        case .unknownElement: "R4 has no such element here"
        case .missingElement: "a required element is missing"
        case .secondForm: "only one form of a choice of types may be present"
        case .notAnArray: "the element may repeat, so a JSON array must stand here"
        case .anArray: "the element does not repeat, so no JSON array may stand here"
        case .emptyArray: "an array must not be empty"
        case .nullValue: "null may only fill a place in an array of primitives whose other array has a value there"
        case .wrongKind(let kind): "a JSON \(name(of: kind)) must stand here"
        case .emptyString: "a string must not be empty"
        case .badValue(let type): "the value is no valid \(type)"
        case .siblingLength: "the array and the one with its ids and extensions must be equally long"
        case .nestedContained: "a contained resource must not contain resources"
        }
    }

    private func name(of kind: JSONNode.Kind) -> String {
        switch kind {
        case .object: "object"
        case .array: "array"
        case .string: "string"
        case .number: "number"
        case .bool: "boolean"
        case .null: "null"
        }
    }
}
