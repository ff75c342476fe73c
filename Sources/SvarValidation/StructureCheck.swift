package import SvarFHIR
package import SvarJSON

/// Whether a resource has the structure R4 gives it: known elements, the right kinds of JSON, cardinalities of the base
/// resource, and well-formed primitives. Profiles, slices, bindings and invariants are not asked about.
///
/// Source: http://hl7.org/fhir/R4/json.html and the StructureDefinitions of R4 4.0.1.
package enum StructureCheck {
    /// No more than this many issues are given.
    package static let maximumIssues = 50

    /// The faults of a resource in the order they stand, each with the path of the element as `expression`; none when it
    /// is right. Resources in Bundles, Parameters and `contained` are checked too.
    /// - Complexity: linear in the size; nothing is allocated for what is right.
    package static func check(_ root: JSONNode) -> [OutcomeIssue] {
        let bytes = root.bytes
        var walk = StructureWalk(start: bytes.startIndex)
        walk.resource(root, bytes.span.bytes)
        return walk.issues
    }
}
