import SvarDomain
import SvarFHIR
import SvarJSON

/// Rows of references.
///
/// - A relative reference: value is the id, extra the number of the type; the name of the type where it is not hosted,
///   so that nothing follows it.
/// - Any other text: value is the text, extra empty.
/// - Facet identifier: value and system of `Reference.identifier`; otherIdentifier where a literal beside it is not of
///   the type that a narrower parameter takes.
/// - Facet person: the reference names the person of the resource, literally or by a person number.
extension IndexWalk {
    mutating func reference(_ value: JSONNode, _ leaf: IndexPlan.Leaf, _ part: Int) {
        var isLiteral = false
        var isOther = false
        var identifier: JSONNode?
        for member in value.members {
            if member.hasKey("reference"), let own = member.value.string {
                isLiteral = true
                let type = literal(replaced(member.value.range) ?? own, leaf, part)
                isOther = leaf.narrowType != nil && type != leaf.narrowType
            } else if member.hasKey("identifier"), member.value.kind == .object {
                identifier = member.value
            }
        }
        guard let identifier else { return }
        let number = identifier.text("value")
        let system = identifier.text("system")
        guard number != nil || system != nil else { return }
        add(
            leaf.number,
            isOther ? .otherIdentifier : .identifier,
            .text(IndexText.whole(number ?? "")),
            .text(IndexText.whole(system ?? "")),
            part: part
        )
        if leaf.namesPerson, !isLiteral, number != nil, let system, PersonNumber.Kind(system: system) != nil {
            add(leaf.number, .person, .integer(0), part: part)
        }
    }

    /// Returns the hosted type that the reference names.
    private mutating func literal(_ text: String, _ leaf: IndexPlan.Leaf, _ part: Int) -> HostedType? {
        guard case .relative(let address) = ReferenceTarget(text) else {
            add(leaf.number, .value, .text(IndexText.whole(text)), part: part)
            return nil
        }
        let type = HostedType(rawValue: address.type)
        add(
            leaf.number,
            .value,
            .text(address.id),
            type.map { .integer(Int64($0.number)) } ?? .text(IndexText.whole(address.type)),
            part: part
        )
        if leaf.namesPerson, type == .patient { add(leaf.number, .person, .integer(0), part: part) }
        return type
    }
}
