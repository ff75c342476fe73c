package import SvarJSON

/// Binaries that only what was withdrawn names: their bytes are part of it and go with it (decision 8). A Binary has no
/// status of its own, and the report of its unit may stand.
package enum WithdrawnContent {
    /// The ids of the Binaries that a withdrawn DocumentReference or Media names, and nothing that stands.
    /// - Parameter members: the resources of one unit, as they are stored; each is read once
    package static func binaries(
        of members: some Sequence<(type: HostedType, body: [UInt8])>
    ) throws(JSONError) -> Set<String> {
        var (withdrawn, standing): (Set<String>, Set<String>) = ([], [])
        for member in members where member.type != .binary {
            let root = try JSONDocument(member.body).root
            let names = binaries(namedBy: root)
            guard !names.isEmpty else { continue }
            if [.documentReference, .media].contains(member.type), WithdrawnRendition.isWithdrawn(root) {
                withdrawn.formUnion(names)
            } else {
                standing.formUnion(names)
            }
        }
        return withdrawn.subtracting(standing)
    }

    private static func binaries(namedBy root: JSONNode) -> [String] {
        ReferenceScan.references(in: root).compactMap { reference in
            guard case .relative(let address) = reference.target, address.type == "Binary" else { return nil }
            return address.id
        }
    }
}
