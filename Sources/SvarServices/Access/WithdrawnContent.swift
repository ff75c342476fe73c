import SvarFHIR
import SvarJSON
import SvarStore

/// Binaries that only what was withdrawn names: their bytes are part of it and go with it (decision 8). A Binary has no
/// status of its own, and the report of its unit may stand.
enum WithdrawnContent {
    /// Whether a withdrawn DocumentReference or Media of its unit names the Binary, and nothing that stands does.
    /// - Parameter members: the current resources of the unit
    static func isAll(of id: String, _ members: [ResourceVersion]) throws -> Bool {
        var isNamed = false
        for member in members where member.type != .binary {
            let root = try JSONDocument(member.body).root
            guard names(id, root) else { continue }
            guard [.documentReference, .media].contains(member.type), WithdrawnRendition.isWithdrawn(root) else {
                return false
            }
            isNamed = true
        }
        return isNamed
    }

    private static func names(_ id: String, _ root: JSONNode) -> Bool {
        ReferenceScan.references(in: root).contains { reference in
            guard case .relative(let address) = reference.target else { return false }
            return address.type == "Binary" && address.id == id
        }
    }
}
