import SvarDomain
import SvarFHIR
import SvarJSON
import SvarValidation

/// Bytes of a submission → a checked document.
enum DraftReader {
    /// Parses and checks the structure against the base definitions.
    /// - Throws: `Refusal` tooLarge, or invalid with an issue for each fault and where it is.
    static func document(_ bytes: [UInt8], maximumBytes: Int) throws -> JSONDocument {
        let document = try parsed(bytes, maximumBytes: maximumBytes)
        let issues = StructureCheck.check(document.root)
        if !issues.isEmpty { throw Refusal(.invalid, issues) }
        return document
    }

    /// Parses only.
    static func parsed(_ bytes: [UInt8], maximumBytes: Int) throws -> JSONDocument {
        guard bytes.count <= maximumBytes else {
            throw Refusal(.tooLarge, .tooLong, "The body is larger than \(maximumBytes) bytes.")
        }
        do {
            return try JSONDocument(bytes, limits: JSONLimits(maximumBytes: maximumBytes))
        } catch {
            let kind: Refusal.Kind = error.reason == .tooLarge ? .tooLarge : .invalid
            throw Refusal(
                kind,
                .structure,
                "Not valid JSON at byte \(error.offset): \(error.reason.rawValue).",
                expression: error.path == "$" ? [] : [error.path]
            )
        }
    }

    /// A single resource of the type the address names.
    static func resource(_ bytes: [UInt8], _ type: HostedType, id: String?, maximumBytes: Int) throws -> JSONNode {
        let root = try document(bytes, maximumBytes: maximumBytes).root
        guard root["resourceType"]?.string == type.rawValue else {
            throw Refusal(
                .invalid,
                .invalid,
                "The body's resourceType is not \(type.rawValue).",
                expression: ["\(type.rawValue).resourceType"]
            )
        }
        if let id, root["id"]?.string != id {
            throw Refusal(
                .invalid,
                .invalid,
                "The body's id must be the id of the address.",
                expression: ["\(type.rawValue).id"]
            )
        }
        return root
    }
}
