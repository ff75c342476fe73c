package import SvarFHIR
package import SvarJSON

extension IndexRow {
    /// The index rows of a resource: one for each `identifier` with a value.
    package static func rows(of type: HostedType, _ resource: JSONNode) -> [IndexRow] {
        guard type.hasIdentifier, let identifier = resource["identifier"] else { return [] }
        let identifiers = identifier.kind == .array ? Array(identifier.elements) : [identifier]
        return identifiers.compactMap { identifier in
            guard let value = identifier["value"]?.string else { return nil }
            return IndexRow(.identifier, "\(identifier["system"]?.string ?? "")|\(value)")
        }
    }
}
