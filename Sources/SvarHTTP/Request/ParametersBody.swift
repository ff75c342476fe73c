import SvarFHIR
import SvarJSON
import SvarServices

/// The parameters of an operation in a Parameters resource (http://hl7.org/fhir/R4/operations.html): each with a name
/// and a simple value.
enum ParametersBody {
    static func items(_ bytes: [UInt8]) throws(HTTPRefusal) -> [NamedValue] {
        let root: JSONNode
        do throws(JSONError) { root = try JSONDocument(bytes).root } catch {
            throw HTTPRefusal(400, .structure, "the body is not JSON (byte \(error.offset))")
        }
        guard root["resourceType"]?.string == "Parameters" else {
            throw HTTPRefusal(400, .structure, "the body must be a Parameters resource or a form")
        }
        guard let parameters = root["parameter"] else { return [] }
        var items: [NamedValue] = []
        for parameter in parameters.elements {
            guard items.count < Target.maximumItems else { throw .tooManyParameters }
            guard let name = parameter["name"]?.string, let value = value(of: parameter) else {
                throw HTTPRefusal(400, .value, "each parameter must have a name and one simple value")
            }
            items.append(NamedValue(name, value))
        }
        return items
    }

    /// The one `value[x]` of a parameter as text, when it is a primitive.
    private static func value(of parameter: JSONNode) -> String? {
        var found: String?
        for member in parameter.members where member.key != "name" && member.key != "id" {
            guard member.key.hasPrefix("value"), found == nil else { return nil }
            found = member.value.string ?? member.value.number ?? member.value.bool.map(String.init)
            if found == nil { return nil }
        }
        return found
    }
}
