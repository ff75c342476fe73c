package import SvarJSON

/// Binaries that nothing shows: their bytes are part of what named them and go with it, whether that was withdrawn
/// (decision 8), deleted (decision 7) or written anew without them. A Binary has no status of its own, and the report of
/// its unit may stand.
package enum WithdrawnContent {
    /// The ids of the Binaries that a resource names and no withdrawn DocumentReference or Media: these are shown.
    /// - Parameter members: the resources of one unit that there are, as they are stored; each is read once
    package static func standingBinaries(
        of members: some Sequence<(type: HostedType, body: [UInt8])>
    ) throws(JSONError) -> Set<String> {
        var standing: Set<String> = []
        for member in members where member.type != .binary {
            let root = try JSONDocument(member.body).root
            let names = binaries(namedBy: root)
            if names.isEmpty { continue }
            if [.documentReference, .media].contains(member.type), WithdrawnRendition.isWithdrawn(root) { continue }
            standing.formUnion(names)
        }
        return standing
    }

    private static func binaries(namedBy root: JSONNode) -> [String] {
        ReferenceScan.references(in: root).compactMap { reference in
            guard case .relative(let address) = reference.target, address.type == "Binary" else { return nil }
            return address.id
        }
    }
}
